import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'

/** West, south, east, north; degrees. */
export type Extent = [number, number, number, number]

export function communesOf(shapes: FeatureCollection | undefined): Feature[] {
  return shapes?.features.filter((one) => one.properties?.['kind'] !== 'province') ?? []
}

/** What holds all communes. */
export function boundsOf(shapes: FeatureCollection | undefined): Extent | undefined {
  return extentOf(communesOf(shapes))
}

export function extentOf(features: readonly Feature[]): Extent | undefined {
  const points = features.flatMap((one) => (one.geometry as MultiPolygon).coordinates.flat(2))
  if (points.length === 0) return undefined
  const extent: Extent = [180, 90, -180, -90]
  for (const [lon = 0, lat = 0] of points) {
    extent[0] = Math.min(extent[0], lon)
    extent[1] = Math.min(extent[1], lat)
    extent[2] = Math.max(extent[2], lon)
    extent[3] = Math.max(extent[3], lat)
  }
  return extent
}
