import type { FeatureCollection } from 'geojson'
import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useMemo } from 'react'
import { extentOf } from './extent.ts'
import { PADDING, setData } from './use-map.ts'

/** No closer than this: a small ward is seen with what lies around it. */
const CLOSEST = 11

/**
 * Outlines the unit of this code and goes to it, unless the reader has already said where the map stands. Answers its
 * name; undefined where no shape has the code.
 */
export function useUnit(
  map: MapLibre | undefined,
  shapes: FeatureCollection | undefined,
  { unit, view }: { readonly unit?: string | undefined; readonly view: object | undefined },
): string | undefined {
  const found = useMemo(
    () => (unit === undefined ? [] : (shapes?.features.filter((one) => one.properties?.['code'] === unit) ?? [])),
    [shapes, unit],
  )
  useEffect(() => setData(map, 'unit', { type: 'FeatureCollection', features: found }), [map, found])
  const placed = view !== undefined
  useEffect(() => {
    const extent = extentOf(found)
    if (map && extent && !placed) map.fitBounds(extent, { padding: PADDING, maxZoom: CLOSEST, duration: 180 })
  }, [map, found, placed])
  const name: unknown = found[0]?.properties?.['name']
  return typeof name === 'string' ? name : undefined
}
