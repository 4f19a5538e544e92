import { type Decoder, LOCAL_OFFSET, type ObservationDraft, type Quality, type Unreadable } from '#model'
import { NOTHING, PROPERTIES } from './properties.ts'

/**
 * Files of automatic stations: TT 10/2021/TT-BTNMT, Phụ lục 15. Name `Tỉnh_CơSở_Trạm_yyyyMMddHHmmss.txt`; five fields a
 * record, divided by tabs, one record a line or all on one: symbol, value, unit, local time, status.
 */
export const airStation: Decoder = ({ bytes, origin }) => {
  const station = /(?:^|[\\/])([^\\/_]+_[^\\/_]+_[^\\/]+)_\d{14}\.txt$/i.exec(origin.normalize('NFC'))?.[1]
  const whole = (reason: string, detail: string): Unreadable[] => [{ kind: 'unreadable', part: bytes, reason, detail }]
  if (station === undefined) return whole('file-name', `${origin}: cần Tỉnh_CơSở_Trạm_yyyyMMddHHmmss.txt`)
  if (bytes.includes(0)) return whole('encoding', `${origin}: không phải văn bản UTF-8`)
  return linesOf(bytes).flatMap((line, index) => readLine(station, line, index + 1))
}

const FIELDS = 5
const LF = 0x0a
const CR = 0x0d
/** Characters of a wrong field that its reason repeats: the part itself is kept whole. */
const SAID = 60
const UTF8 = { fatal: true, ignoreBOM: true }

/** The lines as they were sent, without what ends them: \r\n, \n or \r. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = []
  let from = 0
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) continue
    lines.push(bytes.subarray(from, at))
    if (bytes[at] === CR && bytes[at + 1] === LF) at += 1
    from = at + 1
  }
  return lines
}

function readLine(asset: string, line: Uint8Array, number: number): (ObservationDraft | Unreadable)[] {
  const bad = (part: Uint8Array, reason: string, detail: string): Unreadable => ({
    kind: 'unreadable',
    part,
    reason,
    detail: `dòng ${number}: ${detail}`,
  })
  let text: string
  try {
    text = new TextDecoder('utf-8', UTF8).decode(line)
  } catch {
    return [bad(line, 'encoding', 'không phải UTF-8')]
  }
  if (text.trim() === '') return []
  // Some loggers end a line with one more tab: that is no field.
  const body = text.trimEnd()
  const fields = body.split('\t')
  if (fields.length % FIELDS !== 0) {
    return [bad(line, 'fields', `có ${fields.length} trường, cần ${FIELDS} hoặc bội số`)]
  }
  return Array.from({ length: fields.length / FIELDS }, (_, at) => {
    const record = fields.slice(at * FIELDS, (at + 1) * FIELDS)
    const read = readRecord(asset, record.map((field) => field.trim().normalize('NFC')) as Record5)
    if (!('reason' in read)) return read
    // What is set aside is what was sent: not trimmed, not normalised.
    const last = (at + 1) * FIELDS === fields.length
    const sent = record.join('\t') + (last ? text.slice(body.length) : '')
    return bad(new TextEncoder().encode(sent), read.reason, read.detail)
  })
}

type Record5 = [symbol: string, value: string, unit: string, time: string, status: string]
interface Fault {
  readonly reason: string
  readonly detail: string
}

function readRecord(asset: string, [symbol, value, unit, time, status]: Record5): ObservationDraft | Fault {
  const property = SYMBOLS.get(symbol.toUpperCase().replace(/[,.]/g, ''))
  if (property === undefined) return { reason: 'symbol', detail: `không có ký hiệu “${said(symbol)}”` }
  const factor = factorOf(property, unit)
  if (factor === undefined) return { reason: 'unit', detail: `đơn vị “${said(unit)}” không dùng được cho ${symbol}` }
  const number = readNumber(value)
  if (number === undefined) return { reason: 'value', detail: `không đọc được giá trị “${said(value)}” của ${symbol}` }
  const at = readLocalTime(time)
  if (at === undefined) return { reason: 'time', detail: `không đọc được thời điểm “${said(time)}”` }
  const quality = STATUS.get(status)
  if (quality === undefined) return { reason: 'status', detail: `không có trạng thái “${said(status)}”` }
  const scaled = scale(number, factor)
  if (scaled === undefined) return { reason: 'value', detail: `không đọc được giá trị “${said(value)}” của ${symbol}` }
  // "None" is written before any unit is thought of: it is kept as it was sent.
  if (isNothing(property, number, scaled)) {
    return {
      kind: 'observation',
      asset,
      property,
      at,
      value: number,
      quality: quality === 'good' ? 'sentinel' : quality,
    }
  }
  return { kind: 'observation', asset, property, at, value: scaled, quality }
}

/** Whether a number stands for "none": it is one of those that do, and the property can have no such value in this unit. */
function isNothing(property: string, number: number, scaled: number): boolean {
  const range = RANGES.get(property)
  return NOTHING.includes(number) && range !== undefined && (scaled < range.min || scaled > range.max)
}

function said(field: string): string {
  return field.length > SAID ? `${field.slice(0, SAID)}…` : field
}

/** Symbols of Bảng 34 that this service measures; `PM2,5` in any of its spellings. */
const SYMBOLS = new Map([
  ['PM25', 'pm25'],
  ['PM10', 'pm10'],
  ['O3', 'o3'],
  ['CO', 'co'],
  ['SO2', 'so2'],
  ['NO2', 'no2'],
  ['NO', 'no'],
  ['TEMP', 'temp'],
  ['RH', 'rh'],
  ['P', 'pressure'],
])

const RANGES = new Map(PROPERTIES.map((one) => [one.code, one]))

/** 00 measuring, 01 calibrating, 02 fault, 03 maintenance (of some makers): a value out of maintenance is as a calibration. */
const STATUS = new Map<string, Quality>([
  ['00', 'good'],
  ['01', 'calibration'],
  ['02', 'error'],
  ['03', 'calibration'],
])

/**
 * A decimal point or a decimal comma. With both, or several, nobody can tell which divides thousands: not read. Nor is
 * what no number can hold.
 */
function readNumber(text: string): number | undefined {
  return /^[+-]?\d+([.,]\d+)?(e[+-]?\d{1,2})?$/i.test(text) ? Number(text.replace(',', '.')) : undefined
}

/** Not 0.018 × 1000 = 17.999…: what the logger wrote is a decimal. */
function scale(number: number, factor: number): number | undefined {
  const scaled = factor === 1 ? number : Number((number * factor).toPrecision(12))
  return Number.isFinite(scaled) ? scaled : undefined
}

const MASS = new Map([
  ['ug/m3', 1],
  ['ug/nm3', 1],
  ['mg/m3', 1000],
  ['mg/nm3', 1000],
])
const OTHER = new Map([
  ['temp', new Map(['°c', 'oc', 'c', 'độ c'].map((unit) => [unit, 1]))],
  ['rh', new Map([['%', 1]])],
  [
    'pressure',
    new Map([
      ['hpa', 1],
      ['mbar', 1],
      ['pa', 0.01],
      ['kpa', 10],
    ]),
  ],
])

/**
 * What a value is multiplied with to be in the property's unit. Parts per million or billion are refused: turning them
 * into mass needs a temperature and pressure that the file does not name.
 */
function factorOf(property: string, unit: string): number | undefined {
  // NFKC makes µ, μ and ³, ℃ one spelling each.
  const plain = unit.normalize('NFKC').toLowerCase().replaceAll('μ', 'u').replaceAll('^', '')
  return (OTHER.get(property) ?? MASS).get(plain)
}

/** `yyyyMMddHHmmss` of the local clock (UTC+7); undefined for a moment that does not exist. */
function readLocalTime(text: string): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1).map(Number)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number]
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  const back = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)
  return year >= 1000 && back === text ? at - LOCAL_OFFSET : undefined
}
