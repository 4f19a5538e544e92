import { z } from 'zod'

/** How bad it is. Shape, colour and word of each stand in web/ui. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const
export const Severity = z.enum(SEVERITIES).meta({ id: 'Severity' })
export type Severity = z.infer<typeof Severity>
