import { z } from 'zod'
import { Day } from './page.ts'

/** An administrative unit as it was during [valid_from, valid_to). Its key is (code, valid_from): codes are used again. */
export const Unit = z
  .object({
    id: z.string().meta({ description: 'code@valid_from' }),
    code: z.string(),
    valid_from: Day,
    valid_to: Day.nullable(),
    name: z.string(),
    kind: z.enum(['province', 'ward', 'commune']),
    parent: z.string().nullable(),
    lat: z.number(),
    lon: z.number(),
    area_km2: z.number().nullable(),
  })
  .meta({ id: 'Unit' })
export type Unit = z.infer<typeof Unit>
