import { z } from 'zod'
import { Instant } from './page.ts'
import { Quality } from './quality.ts'

/** A number at a time, as a wire brings it. `at` is epoch milliseconds; the unit is the property's own. */
export interface ObservationDraft {
  readonly kind: 'observation'
  readonly asset: string
  readonly property: string
  readonly at: number
  readonly value: number
  /** What the sender says of it; the engine adds its own flags only to a value that the sender calls good. */
  readonly quality?: Quality
  /** The part of the message that says this, where it can stand alone: what is set aside when the draft is refused. */
  readonly part?: Uint8Array
}

/** An observation in a request body (contract.md). */
export const ObservationInput = z
  .object({
    asset: z.string().min(1).max(200),
    property: z.string().min(1).max(80),
    at: Instant,
    value: z.number(),
    quality: Quality.optional(),
  })
  .meta({ id: 'ObservationBody' })

/** A stored observation as every reader sees it. `stale` means: past the source's grace, so the present is unknown. */
export const Observation = z
  .object({
    id: z.string(),
    asset: z.string(),
    property: z.string(),
    at: Instant,
    value: z.number(),
    quality: Quality,
    received_at: Instant,
    source: z.string(),
    stale: z.boolean(),
  })
  .meta({ id: 'Observation' })
export type Observation = z.infer<typeof Observation>

/** The newest observation of a series, with what a screen needs to name and place it. */
export const LatestObservation = Observation.extend({
  series: z.string(),
  service: z.string(),
  /** When the present becomes, or became, unknown: last seen + every + grace. */
  stale_from: Instant,
}).meta({ id: 'LatestObservation' })
export type LatestObservation = z.infer<typeof LatestObservation>

export const AGGREGATES = ['mean', 'min', 'max', 'sum', 'count', 'last'] as const
export const Aggregate = z.enum(AGGREGATES)
export type Aggregate = z.infer<typeof Aggregate>

/** One bucket of an aggregate; `at` is its start, `count` the unflagged values in it. */
export const ObservationBucket = z
  .object({
    id: z.string(),
    asset: z.string(),
    property: z.string(),
    at: Instant,
    value: z.number(),
    count: z.number().int(),
  })
  .meta({ id: 'ObservationBucket' })
export type ObservationBucket = z.infer<typeof ObservationBucket>

/** A series = (source, asset, property). */
export const Series = z
  .object({ id: z.string(), source: z.string(), asset: z.string(), property: z.string(), unit: z.string() })
  .meta({ id: 'Series' })
export type Series = z.infer<typeof Series>
