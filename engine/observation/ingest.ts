import { createHash } from 'node:crypto'
import { type IngestAnswer, type ObservationDraft, Problem, type Text, problemBody } from '#model'
import type { Ctx } from '#engine/context'
import { type AcceptingSource, accept } from './accept.ts'
import { MOST_ROWS, UNREADABLE, rowsOf } from './body-rows.ts'
import { readRow } from './read-row.ts'
import { insertAnswer, selectAnswer } from './store.ts'

/**
 * Reads a body as contract.md has it, a JSON array, a single object or NDJSON text, and stores its good rows. Every row
 * that is not stored is in `rejected` with its 0-based index; an unreadable NDJSON line is one of them.
 */
export async function ingest(
  ctx: Ctx,
  source: AcceptingSource,
  body: unknown,
  language: keyof Text,
): Promise<IngestAnswer> {
  const rows = rowsOf(body)
  if (rows === undefined) throw new Problem('invalid', { detail: 'an array of observations is expected' })
  if (rows.length > MOST_ROWS) throw new Problem('too_large', { detail: `at most ${MOST_ROWS} rows` })
  const drafts: ObservationDraft[] = []
  const places: number[] = []
  const rejected: IngestAnswer['rejected'] = []
  rows.forEach((row, index) => {
    const read = row === UNREADABLE ? ({ code: 'row_invalid', field: '' } as const) : readRow(row)
    if ('code' in read) {
      const pointer = read.field === '' ? `/${index}` : `/${index}/${read.field}`
      const detail = 'detail' in read ? read.detail : undefined
      rejected.push({ index, problem: problemBody(read.code, language, { pointer, detail }) })
    } else {
      drafts.push(read)
      places.push(index)
    }
  })
  const answer = await accept(ctx, source, drafts, language)
  for (const one of answer.rejected) {
    const index = places[one.index] as number
    const field = one.problem.pointer?.split('/')[2] ?? ''
    rejected.push({ index, problem: { ...one.problem, pointer: `/${index}/${field}` } })
  }
  return { ...answer, rejected: rejected.sort((a, b) => a.index - b.index) }
}

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
