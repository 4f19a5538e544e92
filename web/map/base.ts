import type { FeatureCollection } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
// 1:50 million. Never the 10m file: it paints Hoàng Sa inside another country.
import countriesUrl from 'world-atlas/countries-50m.json?url'

let wanted: Promise<FeatureCollection> | undefined

/** The countries of the world as flat land, fetched once from this very server. */
export function countries(): Promise<FeatureCollection> {
  wanted ??= fetch(countriesUrl)
    .then((answer) => answer.json() as Promise<Topology>)
    .then((topology) => feature(topology, topology.objects['countries'] as GeometryCollection) as FeatureCollection)
    // A style can ask for a property; the ids of this file are texts, which it cannot compare.
    .then(({ features }) => ({
      type: 'FeatureCollection' as const,
      features: features.map((one) => ({ ...one, properties: { vietnam: String(one.id) === VIETNAM } })),
    }))
  return wanted
}

/** ISO 3166-1 numeric code of Vietnam in world-atlas. */
export const VIETNAM = '704'
