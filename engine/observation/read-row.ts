import { type ObservationDraft, QUALITIES, type Quality } from '#model'
import { type RowFault, readInstant } from '#engine/intake'

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
