import { z } from 'zod'
import { Code, Day } from './page.ts'

/** An agency as it was during [valid_from, valid_to): the one that owns a source, an asset, an alert. */
export const Agency = z
  .object({
    id: z.string(),
    code: Code,
    valid_from: Day,
    valid_to: Day.nullable(),
    name: z.string().min(1).max(200),
    short: z.string().min(1).max(20),
    kind: z.enum(['committee', 'office', 'department', 'police', 'commune']),
    parent: Code.nullable(),
    unit: z.string().nullable(),
  })
  .meta({ id: 'Agency' })
export type Agency = z.infer<typeof Agency>
