import { z } from 'zod'
import { Instant } from './page.ts'

/** A file that belongs to something. A picture was made anew from its dots; the rest is handed out as it came. */
export const Attachment = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.enum(['image', 'document']),
    type: z.string(),
    size: z.number().int().meta({ description: 'Bytes' }),
    digest: z.string().meta({ description: 'sha256 of what is handed out' }),
    at: Instant,
    by: z.string().nullable(),
    by_name: z.string().nullable(),
    taken_at: Instant.nullable().meta({ description: 'When a photo was taken' }),
    lat: z.number().nullable(),
    lon: z.number().nullable(),
    said_by: z.enum(['camera', 'person']).nullable().meta({ description: 'Who says when and where it was taken' }),
  })
  .meta({ id: 'Attachment' })
export type Attachment = z.infer<typeof Attachment>
