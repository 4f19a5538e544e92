import { z } from 'zod'
import { Code, Day } from './page.ts'

const CALIBRATION = 'The last local day that its calibration is good for; null when nobody has named one'

/** A thing that is observed: a station, a camera, a gauge. `lat`, `lon` in WGS 84 degrees. */
export const AssetInput = z
  .object({
    id: Code,
    name: z.string().min(1).max(200),
    type: Code,
    service: Code,
    lat: z.number().min(-90).max(90),
    lon: z.number().min(-180).max(180),
    agency: Code.optional(),
    calibration_due: Day.nullable().optional().meta({ description: CALIBRATION }),
  })
  .meta({ id: 'AssetBody' })
export type AssetInput = z.infer<typeof AssetInput>

/** `confirmed` is false for an asset that a source has learned and no person has confirmed: it is drawn grey. */
export const Asset = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    service: z.string(),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    agency: z.string().nullable(),
    unit: z.string().nullable(),
    confirmed: z.boolean(),
    calibration_due: Day.nullable().meta({ description: CALIBRATION }),
  })
  .meta({ id: 'Asset' })
export type Asset = z.infer<typeof Asset>
