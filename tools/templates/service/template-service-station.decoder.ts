import { Code, type Decoder, Instant, type ObservationDraft, type Unreadable } from '#model'

const PROPERTY = 'template_service_value'
const FIELDS = 3
const LF = 0x0a
/** Characters of a wrong field that its reason repeats: the part itself is kept whole. */
const SAID = 60

/**
 * Lines of text in UTF-8: `device;time;value`. The time is RFC 3339 with a zone; the value has the property's unit and a
 * decimal comma or point. Empty lines and those that begin with `#` say nothing. A line that cannot be read is set aside
 * alone, byte for byte.
 */
export const templateServiceStation: Decoder = ({ bytes }) =>
  linesOf(bytes).flatMap((line, index) => readLine(line, index + 1))

function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(LF, from)
    const end = found < 0 ? bytes.length : found
    lines.push(bytes.subarray(from, end))
    from = end + 1
  }
  return lines
}

function readLine(line: Uint8Array, number: number): (ObservationDraft | Unreadable)[] {
  const bad = (reason: string, detail: string): Unreadable[] => [
    { kind: 'unreadable', part: line, reason, detail: `dòng ${number}: ${detail}` },
  ]
  let text: string
  try {
    // Takes a byte order mark off as well.
    text = new TextDecoder('utf-8', { fatal: true }).decode(line).trim()
  } catch {
    return bad('encoding', 'không phải UTF-8')
  }
  if (text === '' || text.startsWith('#')) return []
  const fields = text.split(';').map((field) => field.trim().normalize('NFC'))
  if (fields.length !== FIELDS) return bad('fields', `có ${fields.length} trường, cần ${FIELDS}`)
  const [asset, time, amount] = fields as [string, string, string]
  if (!Code.safeParse(asset).success) return bad('asset', `“${said(asset)}” không phải mã thiết bị`)
  if (!Instant.safeParse(time).success) return bad('time', `không đọc được thời điểm “${said(time)}”`)
  const value = readNumber(amount)
  if (value === undefined) return bad('value', `không đọc được giá trị “${said(amount)}”`)
  return [{ kind: 'observation', asset, property: PROPERTY, at: Date.parse(time), value }]
}

/** A point or a comma divides the decimals; what can be read in two ways is not read. */
function readNumber(text: string): number | undefined {
  const value = /^[+-]?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : NaN
  return Number.isFinite(value) ? value : undefined
}

function said(text: string): string {
  return text.length > SAID ? `${text.slice(0, SAID)}…` : text
}
