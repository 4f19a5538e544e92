/** Longitude and latitude in WGS 84 degrees. */
export type Position = [number, number]

/** An area as GeoJSON writes the coordinates of a MultiPolygon: polygons of rings (outer first), closed, lon before lat. */
export type Shape = Position[][][]

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number]

/** Five decimals of a degree are about a metre: finer digits say nothing about a boundary. */
const DECIMALS = 1e5

export function roundDegrees(degrees: number): number {
  return Math.round(degrees * DECIMALS) / DECIMALS
}

/** The shape with rounded corners; corners that fall together become one, and a ring that has no area left goes. */
export function roundShape(shape: Shape): Shape {
  return shape.flatMap((polygon) => {
    const [outer, ...holes] = polygon.map(roundRing)
    return outer && hasArea(outer) ? [[outer, ...holes.filter(hasArea)]] : []
  })
}

/** A closed ring repeats its first corner: a triangle has four. */
function hasArea(ring: Position[]): boolean {
  return ring.length >= 4
}

function roundRing(ring: Position[]): Position[] {
  const rounded: Position[] = []
  for (const [lon, lat] of ring) {
    const next: Position = [roundDegrees(lon), roundDegrees(lat)]
    const last = rounded.at(-1)
    if (!last || last[0] !== next[0] || last[1] !== next[1]) rounded.push(next)
  }
  return rounded
}

export function boxOf(shape: Shape): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of shape.flat(2)) {
    box[0] = Math.min(box[0], lon)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lon)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

/**
 * Whether the point is inside, by the even-odd rule: a ring within a ring is a hole, an island in it is inside again.
 * A point on an edge that two shapes share is inside exactly one of them: each edge is reckoned from its southern end,
 * whichever way the ring runs, so both shapes come to the very same number.
 */
export function contains(shape: Shape, lon: number, lat: number): boolean {
  let inside = false
  for (const polygon of shape) {
    for (const ring of polygon) {
      let [x1, y1] = ring.at(-1) as Position
      for (const [x2, y2] of ring) {
        if (y1 > lat !== y2 > lat) {
          const crossing =
            y1 < y2 ? ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1 : ((x1 - x2) * (lat - y2)) / (y1 - y2) + x2
          if (lon < crossing) inside = !inside
        }
        x1 = x2
        y1 = y2
      }
    }
  }
  return inside
}
