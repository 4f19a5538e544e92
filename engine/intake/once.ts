import { createHash } from 'node:crypto'
import { type IngestAnswer, Problem } from '#model'
import type { Ctx } from '#engine/context'
import { insertAnswer, selectAnswer } from './store.ts'

/**
 * The same request named by the same Idempotency-Key gets the same answer; another body under that key is a conflict.
 * Storing twice is impossible in any case: the key only keeps the answer.
 */
export async function once(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  caller: string,
  key: string | undefined,
  body: unknown,
  work: () => Promise<IngestAnswer>,
): Promise<IngestAnswer> {
  if (key === undefined) return work()
  const digest = digestOf(body)
  const before = await selectAnswer(ctx.db, caller, key)
  if (before && !before.digest.equals(digest))
    throw new Problem('conflict', { detail: 'Idempotency-Key of another body' })
  if (before) return before.answer as IngestAnswer
  const answer = await work()
  await insertAnswer(ctx.db, caller, key, digest, answer, ctx.clock.now())
  return answer
}

/** Of the body as it was read; one nested deeper than it can be written again is refused, not answered with a fault. */
function digestOf(body: unknown): Buffer {
  try {
    return createHash('sha256').update(JSON.stringify(body)).digest()
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('unreadable', { detail: 'nested too deeply' })
    throw error
  }
}
