import { type Decoder, type ObservationDraft, type Unreadable, problemBody } from '#model'
import { MOST_ROWS, rowsOf, UNREADABLE } from './body-rows.ts'
import { type RowFault, readRow } from './read-row.ts'

/** Bad rows that a detail names. */
const NAMED = 5
const SAID = 60

/**
 * The bodies of the public contract as a decoder: a JSON array, one object, NDJSON. A body with a bad row is set aside
 * whole, beside its good rows: read again after the fix, those are duplicates.
 */
export const readBody: Decoder = ({ bytes }) => {
  const whole = (reason: string, detail: string): Unreadable => ({ kind: 'unreadable', part: bytes, reason, detail })
  const body = valueOf(bytes)
  if (body === undefined) return [whole('unreadable', 'không phải JSON viết bằng UTF-8')]
  const rows = rowsOf(body)
  if (rows === undefined) return [whole('invalid', 'cần một mảng quan trắc')]
  if (rows.length > MOST_ROWS) return [whole('too_large', `có ${rows.length} dòng, nhiều nhất ${MOST_ROWS}`)]
  const drafts: ObservationDraft[] = []
  const faults: { index: number; fault: RowFault; row: unknown }[] = []
  rows.forEach((row, index) => {
    const read = row === UNREADABLE ? ({ code: 'row_invalid', field: '' } as const) : readRow(row)
    if ('code' in read) faults.push({ index, fault: read, row })
    else drafts.push(read)
  })
  const first = faults[0]
  if (!first) return drafts
  return [
    ...drafts,
    whole(
      first.fault.code,
      faults
        .slice(0, NAMED)
        .map((one) => faultWords(one.index, one.fault, one.row))
        .join('; '),
    ),
  ]
}

/** Row, field and what stands there, as far as it can be said in a word; the words in quotes can be found in the row. */
export function faultWords(index: number, { code, field }: RowFault, row: unknown): string {
  const value = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[field] : undefined
  const told = typeof value === 'string' || typeof value === 'number' ? ` “${String(value).slice(0, SAID)}”` : ''
  return `dòng ${index + 1}: ${field}${told}: ${problemBody(code, 'vi').title}`
}

/** JSON as a value; anything else that reads line by line as NDJSON text. */
function valueOf(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    try {
      return JSON.parse(text)
    } catch {
      return text.includes('\n') && /^\s*\{/m.test(text) ? text : undefined
    }
  } catch {
    return undefined
  }
}
