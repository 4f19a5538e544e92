import { type IngestAnswer, Problem, type Text, problemBody } from '#model'
import { MOST_ROWS, UNREADABLE, rowsOf } from './body-rows.ts'
import type { RowFault } from './row-fault.ts'

/**
 * Reads a body as contract.md has it, a JSON array, a single object or NDJSON text, and stores its good rows. Every row
 * that is not stored is in `rejected` with its 0-based index; an unreadable NDJSON line is one of them.
 */
export async function ingestRows<Draft extends object>(
  body: unknown,
  language: keyof Text,
  of: {
    /** What the rows are, for the one whose body is none. */
    readonly what: string
    readonly readRow: (row: unknown) => Draft | RowFault
    /** Stores drafts; `index` in its `rejected` is the draft's place. */
    readonly accept: (drafts: readonly Draft[]) => Promise<IngestAnswer>
  },
): Promise<IngestAnswer> {
  const rows = rowsOf(body)
  if (rows === undefined) throw new Problem('invalid', { detail: `an array of ${of.what} is expected` })
  if (rows.length > MOST_ROWS) throw new Problem('too_large', { detail: `at most ${MOST_ROWS} rows` })
  const drafts: Draft[] = []
  const places: number[] = []
  const rejected: IngestAnswer['rejected'] = []
  rows.forEach((row, index) => {
    const read: Draft | RowFault = row === UNREADABLE ? { code: 'row_invalid', field: '' } : of.readRow(row)
    if ('code' in read) {
      const pointer = read.field === '' ? `/${index}` : `/${index}/${read.field}`
      rejected.push({ index, problem: problemBody(read.code, language, { pointer, detail: read.detail }) })
    } else {
      drafts.push(read)
      places.push(index)
    }
  })
  const answer = await of.accept(drafts)
  for (const one of answer.rejected) {
    const index = places[one.index] as number
    const field = one.problem.pointer?.split('/').slice(2).join('/') ?? ''
    rejected.push({ index, problem: { ...one.problem, pointer: `/${index}/${field}` } })
  }
  return { ...answer, rejected: rejected.sort((a, b) => a.index - b.index) }
}
