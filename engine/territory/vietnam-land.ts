import { readFileSync } from 'node:fs'
import { feature } from 'topojson-client'
import type { Shape } from './shape.ts'

/** ISO 3166-1 numeric code of Việt Nam. */
const VIETNAM = '704'

type Atlas = Parameters<typeof feature>[0] & { objects: { countries: { geometries: Country[] } } }
type Country = Extract<Parameters<typeof feature>[1], { type: 'MultiPolygon' }>

/**
 * Vietnam's land at 1:50 million (Natural Earth), good to some kilometres; the archipelagos are too small for this scale
 * and are drawn by the map itself. The 1:10 million file gives Hoàng Sa to another country and is never read.
 */
export function vietnamLand(): Shape {
  const file = new URL(import.meta.resolve('world-atlas/countries-50m.json'))
  const atlas = JSON.parse(readFileSync(file, 'utf8')) as Atlas
  const country = atlas.objects.countries.geometries.find((geometry) => geometry.id === VIETNAM)
  const shape = country && feature(atlas, country).geometry
  if (shape?.type !== 'MultiPolygon') throw new Error('world-atlas holds no land of Vietnam')
  return shape.coordinates as Shape
}
