import { type ObservationDraft, type ProblemCode, QUALITIES, type Quality } from '#model'

export interface RowFault {
  readonly code: ProblemCode
  readonly field: string
  readonly detail?: string
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?([Zz]|[+-](\d\d):(\d\d))$/

/** Epoch ms of an RFC 3339 time with a zone; undefined when it is none, or names a day or hour that does not exist. */
export function readInstant(text: unknown): number | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined
  const parts = RFC3339.exec(text)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const wall = new Date(Date.UTC(year, month - 1, day))
  if (wall.getUTCMonth() !== month - 1 || wall.getUTCDate() !== day) return undefined
  if (hour > 23 || minute > 59 || second > 59 || Number(parts[8] ?? 0) > 23 || Number(parts[9] ?? 0) > 59)
    return undefined
  const at = Date.parse(text.replace(' ', 'T').toUpperCase())
  return Number.isNaN(at) ? undefined : at
}

/**
 * One row of a body, read by hand: this is the hot path of ingest. The schema that documents it is model/observation.ts
 * `ObservationInput`; a test holds the two together.
 */
export function readRow(row: unknown): ObservationDraft | RowFault {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { code: 'row_invalid', field: '', detail: 'an object is expected' }
  }
  const { asset, property, at, value, quality } = row as Record<string, unknown>
  if (typeof asset !== 'string' || asset === '' || asset.length > 200) return { code: 'asset_unknown', field: 'asset' }
  if (typeof property !== 'string' || property === '' || property.length > 80) {
    return { code: 'property_unknown', field: 'property' }
  }
  const time = readInstant(at)
  if (time === undefined) return { code: 'at_invalid', field: 'at' }
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'value_invalid', field: 'value' }
  if (quality === undefined || quality === null) return { kind: 'observation', asset, property, at: time, value }
  if (!QUALITIES.includes(quality as Quality)) return { code: 'row_invalid', field: 'quality' }
  return { kind: 'observation', asset, property, at: time, value, quality: quality as Quality }
}
