import type { Decoder, Draft, Unreadable } from '#model'
import { MOST_ROWS, UNREADABLE, linesOf, rowsOf } from './body-rows.ts'
import { type RowFault, faultWords } from './row-fault.ts'
import { rowTexts } from './row-texts.ts'

/** A row as a draft, or why it is none. */
export type Reader<One extends Draft = Draft> = (row: unknown) => One | RowFault

/** Bad rows that a detail names. */
const NAMED = 5
/** Bad rows that stand alone; with more of them the message is kept whole, once. */
const MOST_ALONE = 100

/**
 * The bodies of the public contract as a decoder: a JSON array, one object, NDJSON. A bad row is set aside alone, as it
 * was sent; the others are drafts. `what` names the rows, in Vietnamese.
 */
export function decodeBody(readRow: Reader, what: string): Decoder {
  return ({ bytes }) => {
    const whole = (reason: string, detail: string): Unreadable => ({ kind: 'unreadable', part: bytes, reason, detail })
    const body = valueOf(bytes)
    if (body === undefined) return [whole('unreadable', 'không phải JSON viết bằng UTF-8')]
    const rows = rowsOf(body)
    if (rows === undefined) return [whole('invalid', `cần một mảng ${what}`)]
    if (rows.length > MOST_ROWS) return [whole('too_large', `có ${rows.length} dòng, nhiều nhất ${MOST_ROWS}`)]
    const texts = typeof body === 'string' ? linesOf(body) : rowTexts(new TextDecoder().decode(bytes))
    const part = (index: number): Uint8Array => Buffer.from(texts[index] ?? '')
    const drafts: Draft[] = []
    const faults: { index: number; fault: RowFault; row: unknown }[] = []
    rows.forEach((row, index) => {
      const read: Draft | RowFault = row === UNREADABLE ? { code: 'row_invalid', field: '' } : readRow(row)
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
    const named = faults.slice(0, NAMED).map((one) => faultWords(one.index, one.fault, one.row))
    return [...drafts, whole((faults[0] as (typeof faults)[0]).fault.code, named.join('; '))]
  }
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
