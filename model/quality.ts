import { z } from 'zod'

/**
 * What is known of a value's worth. Everything but `good` is a flag: the value is kept and shown, and never enters an
 * average or a value rule.
 */
export const QUALITIES = ['good', 'negative', 'range', 'stuck', 'sentinel', 'future', 'calibration', 'error'] as const
export const Quality = z.enum(QUALITIES).meta({ id: 'Quality' })
export type Quality = z.infer<typeof Quality>
