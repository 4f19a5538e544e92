import { z } from 'zod'
import { Instant } from './page.ts'

const BothTexts = z.object({ vi: z.string(), en: z.string() })

/** A step of a scale in words: it holds the values from the step before up to `to`; the last one also what lies beyond. */
export const Level = z.object({ key: z.string(), to: z.number(), name: BothTexts }).meta({ id: 'Level' })
export type Level = z.infer<typeof Level>

/** A property that everybody may see, with the scale that puts it into words; an empty scale: a number alone. */
export interface PublicProperty {
  readonly code: string
  readonly levels: readonly Level[]
}

/**
 * What of a service everybody may see, without an account: these properties of confirmed assets of these types, and
 * nothing else. Its id is its address, `/cong-khai/<id>.json`.
 */
export interface Publication {
  readonly id: string
  readonly name: { readonly vi: string; readonly en: string }
  readonly assetTypes: readonly string[]
  readonly properties: readonly PublicProperty[]
}

/** What stands beside every public figure that is not, or not yet, real. */
export const PublicMark = z.enum(['demo', 'trial']).nullable().meta({
  description: 'demo: invented data of a demonstration; trial: the service is not official yet; null: official',
})
export type PublicMark = z.infer<typeof PublicMark>

/** One public figure. Past `stale_from` the present is unknown and there is no value: never the last one, never zero. */
export const PublicValue = z
  .object({
    property: z.string(),
    value: z.number().nullable().meta({ description: 'null: unknown. A measured property is the mean of its hour' }),
    level: z.string().nullable().meta({ description: 'Key of the step of the scale' }),
    at: Instant.nullable().meta({ description: 'Start of the hour or local day of the newest good value' }),
    running: z.boolean().meta({ description: 'The hour is not over: the value will still change' }),
    received_at: Instant.nullable(),
    stale: z.boolean(),
    stale_from: Instant.nullable().meta({ description: 'When the present becomes, or became, unknown' }),
  })
  .meta({ id: 'PublicValue' })
export type PublicValue = z.infer<typeof PublicValue>

/** A station as everybody sees it; `provider` is the name of the agency that owns its data. */
export const PublicAsset = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    lat: z.number(),
    lon: z.number(),
    unit: z.object({ code: z.string(), name: z.string() }).nullable(),
    provider: z.string().nullable(),
    values: z.array(PublicValue),
  })
  .meta({ id: 'PublicAsset' })
export type PublicAsset = z.infer<typeof PublicAsset>

const Head = {
  publication: z.string(),
  name: BothTexts,
  mark: PublicMark,
  as_of: Instant.meta({ description: 'When this answer was made; a few seconds at most before it was sent' }),
  properties: z.array(
    z.object({
      code: z.string(),
      name: BothTexts,
      unit: z.string(),
      decimals: z.number().int(),
      derived: z.boolean().meta({ description: 'Computed here: each of its values has a proof' }),
      levels: z.array(Level),
    }),
  ),
}

/** The newest public figures of every station. */
export const PublicFigures = z.object({ ...Head, items: z.array(PublicAsset) }).meta({ id: 'PublicFigures' })
export type PublicFigures = z.infer<typeof PublicFigures>

/** The public past of one station, hour by hour or day by day, the oldest first; what is missing is null. */
export const PublicHistory = z
  .object({
    ...Head,
    asset: PublicAsset.omit({ values: true }),
    step: z.enum(['1h', '1d']),
    items: z.array(
      z.object({
        at: Instant,
        running: z.boolean(),
        values: z.array(PublicValue.pick({ property: true, value: true, level: true })),
      }),
    ),
  })
  .meta({ id: 'PublicHistory' })
export type PublicHistory = z.infer<typeof PublicHistory>
