import { z } from 'zod'
import { Code, Instant } from './page.ts'

/** live: seen within every; late: within every + grace; lost: beyond; paused: by a person; waiting: never seen. */
export const SourceState = z.enum(['live', 'late', 'lost', 'paused', 'waiting']).meta({ id: 'SourceState' })
export type SourceState = z.infer<typeof SourceState>

/** Seconds: nothing that is measured less often than once a year is watched here. */
const MOST_SECONDS = 366 * 24 * 3600

export const SourceInput = z
  .object({
    id: Code,
    name: z.string().min(1).max(200).optional(),
    service: Code,
    connector: Code,
    decoder: Code.nullable().optional(),
    agency: Code.nullable().optional(),
    /** Drawn from the connector's schema; its secrets are stored encrypted and never shown again. */
    settings: z.record(z.string(), z.unknown()).default({}),
    every: z
      .number()
      .int()
      .positive()
      .max(MOST_SECONDS)
      .optional()
      .meta({ description: 'Seconds between two readings' }),
    grace: z
      .number()
      .int()
      .min(0)
      .max(MOST_SECONDS)
      .optional()
      .meta({ description: 'Seconds past `every` until the present is unknown' }),
    assets: z.enum(['known', 'learn']).optional(),
  })
  .meta({ id: 'SourceBody' })
export type SourceInput = z.infer<typeof SourceInput>

/** A connector instance and its health. `lag` is seconds since it was last seen; `rate` is rows in the last hour. */
export const Source = z
  .object({
    id: z.string(),
    name: z.string(),
    service: z.string(),
    connector: z.string(),
    decoder: z.string().nullable(),
    agency: z.string().nullable(),
    settings: z.record(z.string(), z.unknown()),
    every: z.number().int(),
    grace: z.number().int(),
    assets: z.enum(['known', 'learn']),
    state: SourceState,
    paused: z.boolean(),
    last_seen: Instant.nullable(),
    lag: z.number().nullable(),
    rate: z.number(),
    received: z.number().int(),
    quarantined: z.number().int().meta({ description: 'Unreadable messages that wait' }),
    error: z.string().nullable(),
    retry_at: Instant.nullable(),
  })
  .meta({ id: 'Source' })
export type Source = z.infer<typeof Source>
