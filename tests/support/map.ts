import { type MapOrder, type MapReport, importMap } from '#engine/territory'
import type { Database } from '#platform/database'
import { testClock } from './clock.ts'

/** A square of an invented map: its south-western corner and side in degrees. */
export interface Square {
  readonly code: string
  readonly name?: string
  readonly lon: number
  readonly lat: number
  readonly side: number
}

/** As a MultiPolygon's coordinates. */
export function squareShape(lon: number, lat: number, side: number): [number, number][][][] {
  const [east, north] = [lon + side, lat + side]
  return [[[[lon, lat], [east, lat], [east, north], [lon, north], [lon, lat]]]] // prettier-ignore
}

/** GeoJSON as a map's maker would hand it over. */
export function squareMap(squares: readonly Square[]): object {
  return {
    type: 'FeatureCollection',
    features: squares.map(({ code, name, lon, lat, side }) => ({
      type: 'Feature',
      properties: { code, ...(name === undefined ? {} : { name }) },
      geometry: { type: 'Polygon', coordinates: squareShape(lon, lat, side)[0] },
    })),
  }
}

export const MAP_ORDER: Omit<MapOrder, 'bytes'> = {
  file: 'o-vuong.geojson',
  source: 'Sở Thử',
  day: '2026-11-24',
  actor: { kind: 'system', id: 'test' },
  fields: {},
  partial: false,
  anyName: false,
  add: null,
}

/** Imports an invented map of squares. */
export function importSquares(
  owner: Database,
  squares: readonly Square[],
  order: Partial<MapOrder> = {},
): Promise<MapReport> {
  const bytes = Buffer.from(JSON.stringify(squareMap(squares)))
  return importMap(owner, { clock: testClock() }, { ...MAP_ORDER, bytes, ...order })
}
