import type { Unit } from '#model'
import { Delaunay } from 'd3-delaunay'
import polygonClipping from 'polygon-clipping'
import { joinEdges } from './join-edges.ts'
import { type Projection, projectionAt } from './projection.ts'
import { type Position, type Shape, boxOf, roundDegrees, roundShape } from './shape.ts'

/** A cell ends at this many times the radius of a disc of the unit's area: beyond, it is more likely a neighbour's. */
export const REACH = 1.6
const DISC_CORNERS = 96

/** A unit whose centre is known. */
type Centre = Pick<Unit, 'code' | 'area_km2'> & { readonly lat: number; readonly lon: number }

/**
 * Approximate boundaries when only centre points and areas are known: each unit has what lies nearer to its centre than
 * to any other, within its reach and on `land`. The line between two cells has the same numbers in both. Neighbouring
 * provinces are unknown, so toward them only the reach cuts. Degrees, five decimals. Throws when two centres are one.
 */
export function cells(units: readonly Centre[], land: Shape): Map<string, Shape> {
  const found = new Map<string, Shape>()
  if (units.length === 0) return found
  const plane = projectionAt(units.reduce((sum, unit) => sum + unit.lat, 0) / units.length)
  const reaches = reachOf(units)
  const margin = Math.max(...reaches.values()) * 1.1
  const points = units.map((unit) => plane.toKm(unit.lon, unit.lat))
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const bounds: [number, number, number, number] = [
    Math.min(...xs) - margin,
    Math.min(...ys) - margin,
    Math.max(...xs) + margin,
    Math.max(...ys) + margin,
  ]
  const voronoi = Delaunay.from(points).voronoi(bounds)
  const near = landWithin(land, plane, bounds)
  units.forEach((unit, index) => {
    const corners = voronoi.cellPolygon(index) as [number, number][] | null
    if (!corners) throw new Error(`unit ${unit.code} has no cell: another unit has the same centre point`)
    const ring = corners.map(([x, y]) => plane.toDegrees(x, y).map(roundDegrees) as Position)
    const reach = disc(unit, reaches.get(unit.code) as number)
    found.set(unit.code, roundShape(polygonClipping.intersection([ring], [reach], near)))
  })
  return joinEdges(found)
}

/** The outline of all the units together. Ground that they enclose belongs to them: the outline has no holes. */
export function provinceEdge(shapes: readonly Shape[]): Shape {
  const [first, ...rest] = shapes.filter((shape) => shape.length > 0)
  if (!first) return []
  return roundShape(polygonClipping.union(first, ...rest)).map((polygon) => polygon.slice(0, 1))
}

/** Kilometres by code; a unit of unknown area reaches as far as the mean of the others. */
function reachOf(units: readonly Centre[]): Map<string, number> {
  const areas = units.flatMap((unit) => (unit.area_km2 === null ? [] : [unit.area_km2]))
  const mean = areas.length === 0 ? Math.PI * 10 ** 2 : areas.reduce((sum, area) => sum + area, 0) / areas.length
  return new Map(units.map((unit) => [unit.code, REACH * Math.sqrt((unit.area_km2 ?? mean) / Math.PI)]))
}

function disc(unit: Centre, radius: number): Position[] {
  const plane = projectionAt(unit.lat)
  const [x, y] = plane.toKm(unit.lon, unit.lat)
  const ring = Array.from({ length: DISC_CORNERS }, (_, corner) => {
    const angle = (corner / DISC_CORNERS) * 2 * Math.PI
    return plane.toDegrees(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  })
  return [...ring, ring[0] as Position]
}

/** Only the land around the units: cutting every cell by a whole country's coast would take seconds. */
function landWithin(land: Shape, plane: Projection, bounds: readonly number[]): Shape {
  const [west, south] = plane.toDegrees(bounds[0] as number, bounds[1] as number)
  const [east, north] = plane.toDegrees(bounds[2] as number, bounds[3] as number)
  const frame: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const [left, bottom, right, top] = boxOf(land)
  if (left > east || right < west || bottom > north || top < south) return []
  return polygonClipping.intersection(land, [frame])
}
