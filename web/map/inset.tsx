import { useWords } from '#web/words'
import type { FeatureCollection, Position } from 'geojson'
import { useMemo } from 'react'
import { VIETNAM } from './base.ts'
import { ARCHIPELAGOS } from './islands.ts'

const BOX = { west: 101.5, east: 117.5, south: 6.8, north: 24 } as const
const SCALE = 11
const WIDTH = (BOX.east - BOX.west) * SCALE
const HEIGHT = (BOX.north - BOX.south) * SCALE
const x = (lon: number): number => (lon - BOX.west) * SCALE
const y = (lat: number): number => (BOX.north - lat) * SCALE

/** Việt Nam whole, with both archipelagos, and where the province lies. */
export function Inset({ countries, province }: { countries: FeatureCollection; province: Position | undefined }) {
  const { t } = useWords()
  const { ours, others } = useMemo(() => {
    const inside = countries.features.filter((one) => near(one.geometry))
    const path = (list: typeof inside): string => list.map((one) => pathOf(one.geometry)).join('')
    const isOurs = (one: (typeof inside)[number]): boolean => String(one.id) === VIETNAM
    return { ours: path(inside.filter(isOurs)), others: path(inside.filter((one) => !isOurs(one))) }
  }, [countries])
  return (
    <svg className="map-inset" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('map.inset')}>
      <rect width={WIDTH} height={HEIGHT} fill="var(--sea)" />
      <path d={others} fill="var(--land-out)" />
      <path d={ours} fill="var(--hover)" stroke="var(--border-province)" strokeWidth="0.6" />
      {province && <circle cx={x(province[0] as number)} cy={y(province[1] as number)} r="4" fill="var(--accent)" />}
      {ARCHIPELAGOS.map(({ id, word, lon, islands }) => (
        <g key={id} data-archipelago={id}>
          {islands.map(([islandLon, islandLat]) => (
            <circle key={`${islandLon} ${islandLat}`} cx={x(islandLon)} cy={y(islandLat)} r="1.3" fill="var(--text2)" />
          ))}
          <text x={x(Math.min(lon, 112.9))} y={aboveAll(islands)} textAnchor="middle" className="map-inset-name">
            {`${t(word).split(' ').slice(0, 2).join(' ')} `}
            <tspan x={x(Math.min(lon, 112.9))} dy="15">
              {t(word).split(' ').slice(2).join(' ')}
            </tspan>
          </text>
        </g>
      ))}
    </svg>
  )
}

/** Where the first of a name's two lines stands so that no island touches the second. */
function aboveAll(islands: readonly (readonly [number, number])[]): number {
  return Math.min(...islands.map(([, lat]) => y(lat))) - 21
}

type Geometry = FeatureCollection['features'][number]['geometry']

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

function near(geometry: Geometry): boolean {
  return ringsOf(geometry).some((ring) =>
    ring.some(([lon = 0, lat = 0]) => lon > BOX.west && lon < BOX.east && lat > BOX.south && lat < BOX.north),
  )
}

function pathOf(geometry: Geometry): string {
  return ringsOf(geometry)
    .map((ring) => `M${ring.map(([lon = 0, lat = 0]) => `${x(lon).toFixed(1)},${y(lat).toFixed(1)}`).join('L')}Z`)
    .join('')
}
