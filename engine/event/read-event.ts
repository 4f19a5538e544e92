import { type Decoder, type EventDraft, SEVERITIES, type Severity } from '#model'
import { type RowFault, decodeBody, readInstant } from '#engine/intake'
import { swapped } from '#engine/territory'
import { badJson } from './bad-json.ts'

type Named = Extract<EventDraft, { id: string }>
type Row = Record<string, unknown>

/** Attributes that become fields of the draft; every other one is kept as it is. */
const TAKEN = new Set(['specversion', 'id', 'source', 'type', 'time', 'subject', 'data', 'asset', 'lat', 'lon'])
const MOST: Readonly<Record<string, number>> = { id: 200, source: 500, type: 200, subject: 500, asset: 200 }
/** Bytes of `data` as JSON, about. */
const MOST_DATA = 256 * 1024
const MOST_ATTRIBUTES = 40
const MOST_ATTRIBUTE = 2000

/** Bodies of events as the public contract has them: CloudEvents, one, several, or a line each. */
export const readEvents: Decoder = decodeBody(readEvent, 'sự kiện')

/** One CloudEvent 1.0 in its structured form. Where it says them, its place, asset and severity are understood. */
export function readEvent(row: unknown): Named | RowFault {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { code: 'row_invalid', field: '', detail: 'an object is expected' }
  }
  const given = row as Row
  const fault = faultOf(given)
  if (fault) return fault
  const at = given['time'] === undefined || given['time'] === null ? null : readInstant(given['time'])
  if (at === undefined) return { code: 'at_invalid', field: 'time' }
  const place = placeOf(given)
  if ('code' in place) return place
  const attributes = attributesOf(given)
  if (typeof attributes === 'string') return { code: 'row_invalid', field: attributes }
  const severity = severityOf(given['severity']) ?? severityOf(fieldsOf(given['data'])['severity'])
  if (severityOf(given['severity'])) delete attributes['severity']
  return {
    kind: 'event',
    id: given['id'] as string,
    origin: given['source'] as string,
    type: given['type'] as string,
    at,
    subject: text(given['subject']),
    asset: text(given['asset']),
    severity: severity ?? null,
    ...place,
    data: given['data'] ?? null,
    attributes,
  }
}

function faultOf(row: Row): RowFault | undefined {
  if (row['specversion'] !== '1.0') return { code: 'row_invalid', field: 'specversion', detail: '"1.0" is expected' }
  for (const field of ['id', 'source', 'type']) {
    if (typeof row[field] !== 'string' || row[field].trim() === '') return { code: 'row_invalid', field }
  }
  for (const field of ['subject', 'asset']) {
    if (row[field] !== undefined && row[field] !== null && typeof row[field] !== 'string')
      return { code: 'row_invalid', field }
  }
  for (const [field, most] of Object.entries(MOST)) {
    if (typeof row[field] === 'string' && row[field].length > most) return { code: 'row_invalid', field }
  }
  if (row['data'] !== undefined && row['data_base64'] !== undefined)
    return { code: 'row_invalid', field: 'data_base64' }
  // Both fields that may be large are looked at before anything walks through them again.
  const field = Object.keys(row).find((name) => badJson(name) !== undefined || badJson(row[name]) !== undefined)
  if (field !== undefined) return { code: 'row_invalid', field, detail: badJson(row[field]) ?? 'unreadable characters' }
  if (sizeOf(row['data']) > MOST_DATA || sizeOf(row['data_base64']) > MOST_DATA)
    return { code: 'too_large', field: 'data' }
  return undefined
}

function sizeOf(data: unknown): number {
  return data === undefined ? 0 : JSON.stringify(data).length
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function fieldsOf(data: unknown): Row {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Row) : {}
}

function severityOf(word: unknown): Severity | undefined {
  return typeof word === 'string' ? SEVERITIES.find((one) => one === word.toLowerCase()) : undefined
}

/** From extensions `lat`, `lon` (numbers, or as text), else from fields of `data`; no place when one of them is missing. */
function placeOf(row: Row): { lat: number | null; lon: number | null } | RowFault {
  const data = fieldsOf(row['data'])
  const beside = row['lat'] !== undefined || row['lon'] !== undefined
  const [lat, lon] = beside ? [degrees(row['lat']), degrees(row['lon'])] : [degrees(data['lat']), degrees(data['lon'])]
  if (lat === undefined || lon === undefined) return { lat: null, lon: null }
  const field = beside ? 'lat' : 'data/lat'
  if (swapped(lat, lon)) return { code: 'coordinates_swapped', field }
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return { code: 'row_invalid', field, detail: 'no such place' }
  return { lat, lon }
}

function degrees(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^[+-]?\d{1,3}(\.\d+)?$/.test(value) ? Number(value) : value
  return typeof number === 'number' ? number : undefined
}

/** What else is said; the name of the attribute that no CloudEvent can have. */
function attributesOf(row: Row): Record<string, string | number | boolean> | string {
  const attributes: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(row)) {
    if (TAKEN.has(name) || value === null) continue
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    const long = typeof value === 'string' && value.length > MOST_ATTRIBUTE && name !== 'data_base64'
    if (!plain || long || !/^[\w.-]{1,40}$/.test(name)) return name.slice(0, 40)
    attributes[name] = value
  }
  return Object.keys(attributes).length > MOST_ATTRIBUTES ? '' : attributes
}
