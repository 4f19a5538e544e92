import type { Text } from '#model'
import { MapRefusal, text } from './map-refusal.ts'
import { readArea } from './read-area.ts'
import type { Shape } from './shape.ts'

/** An area of a GeoJSON file with what the file says of it. */
export interface MapFeature {
  /** 1-based, as people count. */
  readonly number: number
  /** The feature's own properties, and its `id` as `id` unless a property is called so. */
  readonly properties: Readonly<Record<string, unknown>>
  readonly shape: Shape
}

export interface ReadMap {
  readonly features: readonly MapFeature[]
  /** What does not stop the import and should be known. */
  readonly notes: readonly Text[]
}

const MOST_FAULTS = 20

/**
 * Reads GeoJSON (RFC 7946): a FeatureCollection or one Feature whose geometries are Polygons or MultiPolygons in WGS 84
 * degrees, longitude first. Points and lines between them are left out and said. Throws a MapRefusal with every fault.
 */
export function readMap(bytes: Uint8Array): ReadMap {
  const root = parse(bytes)
  refuseOtherGrid(root['crs'])
  const list = root['type'] === 'Feature' ? [root] : root['features']
  if (!Array.isArray(list) || (root['type'] !== 'FeatureCollection' && root['type'] !== 'Feature')) {
    throw new MapRefusal(
      text('tệp không phải FeatureCollection của GeoJSON', 'the file is no GeoJSON FeatureCollection'),
    )
  }
  const features: MapFeature[] = []
  const notes: Text[] = []
  const faults: Text[] = []
  list.forEach((item: unknown, index) => {
    const number = index + 1
    if (
      !isObject(item) ||
      item['type'] !== 'Feature' ||
      !(item['properties'] === null || isObject(item['properties']))
    ) {
      faults.push(text(`hình số ${number}: không phải Feature`, `feature ${number}: not a Feature`))
      return
    }
    const properties = {
      ...(item['id'] === undefined ? {} : { id: item['id'] }),
      ...(item['properties'] as Record<string, unknown> | null),
    }
    const read = readArea(item['geometry'], number)
    faults.push(...read.faults)
    notes.push(...read.notes)
    if (read.shape) features.push({ number, properties, shape: read.shape })
  })
  if (faults.length > 0) throw new MapRefusal(...shortened(faults))
  if (features.length === 0) throw new MapRefusal(text('tệp không có vùng nào', 'the file holds no area'))
  return { features, notes }
}

export function shortened(list: readonly Text[]): Text[] {
  const more = list.length - MOST_FAULTS
  return more > 0 ? [...list.slice(0, MOST_FAULTS), text(`… và ${more} điều nữa`, `… and ${more} more`)] : [...list]
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : ''
    throw new MapRefusal(text(`tệp không phải JSON (UTF-8): ${why}`, `the file is not JSON (UTF-8): ${why}`))
  }
  if (!isObject(value)) throw new MapRefusal(text('tệp không phải GeoJSON', 'the file is not GeoJSON'))
  return value
}

/** Older files name their grid; only the one of RFC 7946 is read, under either of its names. */
function refuseOtherGrid(crs: unknown): void {
  if (crs === undefined || crs === null) return
  const name = isObject(crs) && isObject(crs['properties']) ? String(crs['properties']['name']) : ''
  if (/(CRS:?84|EPSG:+4326)$/i.test(name)) return
  throw new MapRefusal(
    text(
      `tệp ghi hệ tọa độ “${name}”: chuyển sang WGS 84 (EPSG:4326) rồi nhập lại`,
      `the file is in the grid “${name}”: convert it to WGS 84 (EPSG:4326) first`,
    ),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
