import { z } from 'zod'

/** One act on the audit chain. Personal fields enter `detail` as salted digests. */
export const AuditEntry = z
  .object({
    id: z.string(),
    at: z.string(),
    actor_kind: z.enum(['person', 'token', 'system']),
    actor: z.string(),
    act: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()),
    sealed: z.boolean(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>
