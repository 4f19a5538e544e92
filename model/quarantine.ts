import { z } from 'zod'
import { Instant } from './page.ts'

/** waiting: nobody could read it yet; replayed: all of it is stored; dismissed: a person said that it never will be. */
export const QuarantineState = z.enum(['waiting', 'replayed', 'dismissed']).meta({ id: 'QuarantineState' })
export type QuarantineState = z.infer<typeof QuarantineState>

/** What a person found: the provider was told to send it anew, or nothing is lost without it. */
const Verdict = z.enum(['returned', 'ignored'])

/** A message that could not be read, without its bytes: those are encrypted and open to the source's integrators only. */
export const QuarantinedMessage = z
  .object({
    id: z.string(),
    source: z.string(),
    received_at: Instant,
    reason: z.string().meta({ description: 'A short fixed word, the same for the same mistake' }),
    detail: z.string(),
    bytes: z.number().int(),
    origin: z.string().nullable(),
    state: QuarantineState,
    tries: z.number().int().meta({ description: 'How often it was read again' }),
    tried_at: Instant.nullable(),
    settled_at: Instant.nullable(),
    settled_by: z.string().nullable(),
    verdict: Verdict.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'QuarantinedMessage' })
export type QuarantinedMessage = z.infer<typeof QuarantinedMessage>

const MARKS = 'Offsets in `text` (UTF-16) of what `detail` names'
/** A quarantined message with its original bytes, opened for an integrator of its source. Each opening is on the audit chain. */
export const QuarantinedContent = QuarantinedMessage.extend({
  text: z
    .string()
    .nullable()
    .meta({ description: 'UTF-8 with control characters made visible; null when the bytes are no text' }),
  marks: z.array(z.object({ from: z.number().int(), to: z.number().int() })).meta({ description: MARKS }),
  base64: z.string().meta({ description: 'The original bytes' }),
  cut: z.boolean().meta({ description: 'There is more than is shown' }),
}).meta({ id: 'QuarantinedContent' })
export type QuarantinedContent = z.infer<typeof QuarantinedContent>

/** Waiting messages that share a mistake; `detail` and `origin` are the newest one's. `id` is the reason. */
export const QuarantineReason = z
  .object({
    id: z.string(),
    reason: z.string(),
    count: z.number().int(),
    newest_at: Instant,
    detail: z.string(),
    origin: z.string().nullable(),
  })
  .meta({ id: 'QuarantineReason' })
export type QuarantineReason = z.infer<typeof QuarantineReason>

/** A person's word on messages that no replay will help. */
export const Dismissal = z
  .object({ verdict: Verdict, note: z.string().trim().min(3).max(500) })
  .meta({ id: 'DismissalBody' })
export type Dismissal = z.infer<typeof Dismissal>

/** Reading messages again after a fix: all of a source, those of one reason, or one. Cleared ones no longer wait. */
export const QuarantineReplay = z
  .object({
    id: z.string(),
    source: z.string(),
    reason: z.string().nullable(),
    message: z.string().nullable(),
    state: z.enum(['running', 'ended', 'cancelled', 'failed']),
    total: z.number().int(),
    done: z.number().int(),
    cleared: z.number().int(),
    started_at: Instant,
    started_by: z.string(),
    ended_at: Instant.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'QuarantineReplay' })
export type QuarantineReplay = z.infer<typeof QuarantineReplay>
