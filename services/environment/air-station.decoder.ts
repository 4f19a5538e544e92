import { type Decoder, LOCAL_OFFSET, type ObservationDraft, type Quality, type Unreadable } from '#model'

/**
 * Files of automatic stations: TT 10/2021/TT-BTNMT, Phụ lục 15. Name `Tỉnh_CơSở_Trạm_yyyyMMddHHmmss.txt`; five fields a
 * record, divided by tabs, one record a line or all on one: symbol, value, unit, local time, status.
 */
export const airStation: Decoder = ({ bytes, origin }) => {
  const station = /(?:^|[\\/])([^\\/_]+_[^\\/_]+_[^\\/]+)_\d{14}\.txt$/i.exec(origin.normalize('NFC'))?.[1]
  const whole = (reason: string, detail: string): Unreadable[] => [{ kind: 'unreadable', part: bytes, reason, detail }]
  if (station === undefined) return whole('file-name', `${origin}: cần Tỉnh_CơSở_Trạm_yyyyMMddHHmmss.txt`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return whole('encoding', `${origin}: không phải UTF-8`)
  }
  if (text.includes('\0')) return whole('encoding', `${origin}: không phải văn bản`)
  return text.normalize('NFC').split(/\r\n|\r|\n/).flatMap((line, index) => readLine(station, line, index + 1))
}

const FIELDS = 5

function readLine(asset: string, line: string, number: number): (ObservationDraft | Unreadable)[] {
  const fields = line.replace(/[\t ]+$/, '').split('\t')
  if (fields.length === 1 && fields[0]?.trim() === '') return []
  const bad = (part: string, reason: string, detail: string): Unreadable => ({
    kind: 'unreadable',
    part: new TextEncoder().encode(part),
    reason,
    detail: `dòng ${number}: ${detail}`,
  })
  if (fields.length % FIELDS !== 0) return [bad(line, 'fields', `có ${fields.length} trường, cần ${FIELDS} hoặc bội số`)]
  return Array.from({ length: fields.length / FIELDS }, (_, at) => {
    const record = fields.slice(at * FIELDS, (at + 1) * FIELDS).map((field) => field.trim())
    const read = readRecord(asset, record as Record5)
    return 'reason' in read ? bad(record.join('\t'), read.reason, read.detail) : read
  })
}

type Record5 = [symbol: string, value: string, unit: string, time: string, status: string]
interface Fault {
  readonly reason: string
  readonly detail: string
}

function readRecord(asset: string, [symbol, value, unit, time, status]: Record5): ObservationDraft | Fault {
  const property = SYMBOLS[symbol.toUpperCase().replace(/[,.]/g, '')]
  if (property === undefined) return { reason: 'symbol', detail: `không có ký hiệu “${symbol}”` }
  const number = readNumber(value)
  if (number === undefined) return { reason: 'value', detail: `không đọc được giá trị “${value}” của ${symbol}` }
  const factor = factorOf(property, unit)
  if (factor === undefined) return { reason: 'unit', detail: `đơn vị “${unit}” không dùng được cho ${symbol}` }
  const at = readLocalTime(time)
  if (at === undefined) return { reason: 'time', detail: `không đọc được thời điểm “${time}”` }
  const quality = STATUS[status]
  if (quality === undefined) return { reason: 'status', detail: `không có trạng thái “${status}”` }
  // Not 0.018 * 1000 = 17.999…: what the logger wrote is a decimal.
  const scaled = Number((number * factor).toPrecision(12))
  return { kind: 'observation', asset, property, at, value: scaled, quality }
}

/** Symbols of Bảng 34 that this service measures; `PM2,5` in any of its spellings. */
const SYMBOLS: Readonly<Record<string, string>> = {
  PM25: 'pm25',
  PM10: 'pm10',
  O3: 'o3',
  CO: 'co',
  SO2: 'so2',
  NO2: 'no2',
  NO: 'no',
  TEMP: 'temp',
  RH: 'rh',
  P: 'pressure',
}

/** 00 measuring, 01 calibrating, 02 fault, 03 maintenance (of some makers): a value out of maintenance is as a calibration. */
const STATUS: Readonly<Record<string, Quality>> = { '00': 'good', '01': 'calibration', '02': 'error', '03': 'calibration' }

/** A decimal point or a decimal comma. With both, or several, nobody can tell which divides thousands: not read. */
function readNumber(text: string): number | undefined {
  return /^[+-]?\d+([.,]\d+)?(e[+-]?\d{1,2})?$/i.test(text) ? Number(text.replace(',', '.')) : undefined
}

const MASS: Readonly<Record<string, number>> = { 'ug/m3': 1, 'ug/nm3': 1, 'mg/m3': 1000, 'mg/nm3': 1000 }
const OTHER: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  temp: { '°c': 1, oc: 1, c: 1, 'độ c': 1 },
  rh: { '%': 1 },
  pressure: { hpa: 1, mbar: 1, pa: 0.01, kpa: 10 },
}

/**
 * What a value is multiplied with to be in the property's unit. Parts per million or billion are refused: turning them
 * into mass needs a temperature and pressure that the file does not name.
 */
function factorOf(property: string, unit: string): number | undefined {
  const plain = unit.toLowerCase().replaceAll(/[µμ]/g, 'u').replaceAll('³', '3').replaceAll('^', '')
  return (OTHER[property] ?? MASS)[plain]
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
