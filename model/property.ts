import { z } from 'zod'

/** What is measured, in which unit, and which values can be true at all. */
export const Property = z
  .object({
    code: z.string(),
    name: z.object({ vi: z.string(), en: z.string() }),
    unit: z.string(),
    /** Below or above: the quality `range`; below zero where min is not negative: `negative`. */
    min: z.number(),
    max: z.number(),
    /** Values that devices send for "none": the quality `sentinel`. */
    sentinels: z.array(z.number()),
    /** Decimals shown on a screen. */
    decimals: z.number().int(),
    /** Computed by a derivation: no sender may write it. */
    derived: z.boolean(),
  })
  .meta({ id: 'Property' })
export type Property = z.infer<typeof Property>
