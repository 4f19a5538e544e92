import { z } from 'zod'

/** A context is one database schema with its own news: `live`, `demo`, later `drill-…`. It belongs to the credential. */
export const ContextName = z.enum(['live', 'demo']).meta({ id: 'ContextName' })
export type ContextName = z.infer<typeof ContextName>
