import { type Position, type Shape, boxOf, contains, roundDegrees } from './shape.ts'

/** Radius of the sphere that has the surface of WGS 84, km. */
const RADIUS = 6371.0072
const RAD = Math.PI / 180

/** Square kilometres on the sphere, holes taken off; within half a percent of the ellipsoid. */
export function areaOf(shape: Shape): number {
  return shape.reduce(
    (sum, [outer = [], ...holes]) => sum + ringArea(outer) - holes.reduce((inner, hole) => inner + ringArea(hole), 0),
    0,
  )
}

function ringArea(ring: readonly Position[]): number {
  const sum = ring.slice(1).reduce((total, [lon, lat], index) => {
    const [before, at] = ring[index] as Position
    return total + (lon - before) * RAD * (2 + Math.sin(at * RAD) + Math.sin(lat * RAD))
  }, 0)
  return Math.abs((sum * RADIUS ** 2) / 2)
}

/**
 * A point that is inside for certain: the centroid of the largest polygon, or, where that falls outside, the middle of the
 * widest stretch of the shape at its latitude. Five decimals of a degree.
 */
export function centreOf(shape: Shape): { lat: number; lon: number } {
  const largest = shape.toSorted((a, b) => ringArea(b[0] ?? []) - ringArea(a[0] ?? []))[0] ?? []
  const [lon, lat] = centroidOf(largest[0] ?? [])
  if (contains([largest], roundDegrees(lon), roundDegrees(lat)))
    return { lat: roundDegrees(lat), lon: roundDegrees(lon) }
  const [, south, , north] = boxOf([largest])
  // A latitude that no corner has: a scan along a corner counts it twice.
  const level = lat + (north - south) * 1e-6
  const cuts = largest.flatMap((ring) => crossingsAt(ring, level)).sort((a, b) => a - b)
  let [west, east] = [cuts[0] ?? lon, cuts[1] ?? lon]
  for (let index = 2; index + 1 < cuts.length; index += 2) {
    const [from, to] = [cuts[index] as number, cuts[index + 1] as number]
    if (to - from > east - west) [west, east] = [from, to]
  }
  return { lat: roundDegrees(level), lon: roundDegrees((west + east) / 2) }
}

function crossingsAt(ring: readonly Position[], lat: number): number[] {
  return ring.slice(1).flatMap(([x2, y2], index) => {
    const [x1, y1] = ring[index] as Position
    return y1 > lat !== y2 > lat ? [x1 + ((x2 - x1) * (lat - y1)) / (y2 - y1)] : []
  })
}

/** Of a ring on the flat; the mean of its corners when it has no area. Reckoned from a corner, for small rings far from 0. */
function centroidOf(ring: readonly Position[]): Position {
  const [lon0, lat0] = ring[0] ?? [0, 0]
  let [double, x, y] = [0, 0, 0]
  ring.slice(1).forEach(([lon, lat], index) => {
    const [ax, ay] = [(ring[index] as Position)[0] - lon0, (ring[index] as Position)[1] - lat0]
    const [bx, by] = [lon - lon0, lat - lat0]
    const part = ax * by - bx * ay
    double += part
    x += (ax + bx) * part
    y += (ay + by) * part
  })
  if (double === 0) return [lon0, lat0]
  return [lon0 + x / (3 * double), lat0 + y / (3 * double)]
}
