import { type Decoder, type ObservationDraft, type Unreadable, problemBody } from '#model'
import { MOST_ROWS, linesOf, rowsOf, UNREADABLE } from './body-rows.ts'
import { type RowFault, readRow } from './read-row.ts'
import { rowTexts } from './row-texts.ts'

/** Bad rows that a detail names. */
const NAMED = 5
/** Bad rows that stand alone; with more of them the message is kept whole, once. */
const MOST_ALONE = 100
const SAID = 60

/**
 * The bodies of the public contract as a decoder: a JSON array, one object, NDJSON. A bad row is set aside alone, as it
 * was sent; the others are drafts.
 */
export const readBody: Decoder = ({ bytes }) => {
  const whole = (reason: string, detail: string): Unreadable => ({ kind: 'unreadable', part: bytes, reason, detail })
  const body = valueOf(bytes)
  if (body === undefined) return [whole('unreadable', 'không phải JSON viết bằng UTF-8')]
  const rows = rowsOf(body)
  if (rows === undefined) return [whole('invalid', 'cần một mảng quan trắc')]
  if (rows.length > MOST_ROWS) return [whole('too_large', `có ${rows.length} dòng, nhiều nhất ${MOST_ROWS}`)]
  const texts = typeof body === 'string' ? linesOf(body) : rowTexts(new TextDecoder().decode(bytes))
  const part = (index: number): Uint8Array => Buffer.from(texts[index] ?? '')
  const drafts: ObservationDraft[] = []
  const faults: { index: number; fault: RowFault; row: unknown }[] = []
  rows.forEach((row, index) => {
    const read = row === UNREADABLE ? ({ code: 'row_invalid', field: '' } as const) : readRow(row)
    if ('code' in read) faults.push({ index, fault: read, row })
    else drafts.push({ ...read, part: part(index) })
  })
  if (faults.length <= MOST_ALONE) {
    const alone = faults.map(({ index, fault, row }): Unreadable => {
      const detail = faultWords(index, fault, row)
      return { kind: 'unreadable', part: part(index), reason: fault.code, detail }
    })
    return [...drafts, ...alone]
  }
  return [
    ...drafts,
    whole(
      (faults[0] as (typeof faults)[0]).fault.code,
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
      const value: unknown = JSON.parse(text)
      // A bare text is no body; as a text, NDJSON alone comes in.
      return typeof value === 'string' ? undefined : value
    } catch {
      return text.includes('\n') && /^\s*\{/m.test(text) ? text : undefined
    }
  } catch {
    return undefined
  }
}
