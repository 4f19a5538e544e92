import type { Text } from '#model'
import { text } from './map-refusal.ts'
import { crossingOf } from './crossing.ts'
import { type Position, type Shape, contains } from './shape.ts'

export interface ReadArea {
  readonly shape: Shape | null
  readonly faults: readonly Text[]
  readonly notes: readonly Text[]
}

/** Said where a ring cannot be an area. */
class RingFault extends Error {
  readonly what: Text
  constructor(what: Text) {
    super(what.en)
    this.what = what
  }
}

/** The area of a geometry, heights dropped; a fault says which feature and what is wrong with it. */
export function readArea(geometry: unknown, number: number): ReadArea {
  const at = ({ vi, en }: Text): Text => text(`hình số ${number}: ${vi}`, `feature ${number}: ${en}`)
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    const what = geometry === null ? 'null' : String(type).slice(0, 30)
    return {
      shape: null,
      faults: [],
      notes: [at(text(`không phải vùng (${what}), bỏ qua`, `no area (${what}), left out`))],
    }
  }
  try {
    const polygons = listOf(type === 'Polygon' ? [coordinates] : coordinates)
    const shape = polygons.map((polygon) => listOf(polygon).map(readRing))
    return { shape, faults: [], notes: notesOf(shape).map(at) }
  } catch (error) {
    if (error instanceof RingFault) return { shape: null, faults: [at(error.what)], notes: [] }
    throw error
  }
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value) && value.length > 0) return value
  throw new RingFault(text('tọa độ thiếu hoặc không đúng cấp', 'coordinates are missing or nested wrongly'))
}

function readRing(value: unknown): Position[] {
  const ring = listOf(value).map(readPosition)
  const [first, last] = [ring[0] as Position, ring.at(-1) as Position]
  if (first[0] !== last[0] || first[1] !== last[1]) {
    throw new RingFault(
      text(`vòng không khép kín gần ${first.join(', ')}`, `a ring is not closed near ${first.join(', ')}`),
    )
  }
  if (new Set(ring.map(String)).size < 3) {
    throw new RingFault(
      text(`vòng không có diện tích gần ${first.join(', ')}`, `a ring has no area near ${first.join(', ')}`),
    )
  }
  return ring
}

/** Vietnam lies between longitudes 102 and 118 and latitudes 6 and 24, so a pair the other way round shows itself. */
function readPosition(value: unknown): Position {
  const [lon, lat] = Array.isArray(value) ? (value as unknown[]) : []
  if (typeof lon !== 'number' || typeof lat !== 'number') {
    throw new RingFault(text('tọa độ không phải hai số', 'a position is not two numbers'))
  }
  if (Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90) {
    throw new RingFault(
      text(`vĩ độ và kinh độ bị đảo: ${lon}, ${lat}`, `latitude and longitude are swapped: ${lon}, ${lat}`),
    )
  }
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    throw new RingFault(
      text(
        `${lon}, ${lat} không phải độ WGS 84 (có thể là VN-2000 tính bằng mét)`,
        `${lon}, ${lat} are no WGS 84 degrees (metres of VN-2000, perhaps)`,
      ),
    )
  }
  return [lon, lat]
}

function notesOf(shape: Shape): Text[] {
  return shape.flatMap((polygon) => {
    const [outer, ...holes] = polygon
    const crossing = polygon.map(crossingOf).find((one) => one !== null)
    const outside = holes.find((hole) => !hole.some(([lon, lat]) => contains([[outer as Position[]]], lon, lat)))
    return [
      ...(crossing
        ? [text(`đường biên tự cắt gần ${place(crossing)}`, `the line crosses itself near ${place(crossing)}`)]
        : []),
      ...(outside
        ? [
            text(
              `lỗ nằm ngoài vùng gần ${place(outside[0] as Position)}`,
              `a hole lies outside near ${place(outside[0] as Position)}`,
            ),
          ]
        : []),
    ]
  })
}

function place([lon, lat]: Position): string {
  return `${lon.toFixed(5)}, ${lat.toFixed(5)}`
}
