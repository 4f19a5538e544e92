import { type Alert, SEVERITIES } from '#model'
import { aqiLevel } from '#services/environment'
import { severitySvg } from '#web/ui'
import { useWords } from '#web/words'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { type Extent, boundsOf } from './extent.ts'
import type { StationView } from './features.ts'
import { Inset } from './inset.tsx'
import { Legend } from './legend.tsx'
import { BoundaryNote } from './boundary-note.tsx'
import { useBase } from './use-base.ts'

/** px; a little less than an A4 page is wide between its margins. */
const WIDTH = 660
const EDGE = 14
/** With more stations than these, names would lie over each other. */
const MOST_NAMES = 40

interface Props {
  readonly stations: readonly StationView[]
  readonly alerts: readonly Alert[]
}

/** The province for paper: lines and symbols, no fills, with the inset of the whole country. Nothing has to be loaded. */
export function PrintedMap({ stations, alerts }: Props) {
  const { t } = useWords()
  const { base, shapes } = useBase()
  const extent = boundsOf(shapes.data)
  if (!shapes.data || !extent) return null
  const { x, y, height } = projection(extent)
  const named = stations.length <= MOST_NAMES
  return (
    <figure className="printed-map">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={t('map.title')}>
        {shapes.data.features.map((one) => (
          <path
            key={`${String(one.properties?.['kind'])} ${String(one.properties?.['code'])}`}
            d={pathOf(one.geometry as Polygon | MultiPolygon, x, y)}
            fill="none"
            stroke={one.properties?.['kind'] === 'province' ? '#000' : '#bbb'}
            strokeWidth={one.properties?.['kind'] === 'province' ? 1.2 : 0.5}
          />
        ))}
        {/* Names first: a symbol may lie over a name, a name over no symbol. */}
        {named && stations.map((station) => <Name key={station.asset.id} station={station} x={x} y={y} />)}
        {stations.map((station) => (
          <Station key={station.asset.id} station={station} x={x} y={y} />
        ))}
        {symbols(alerts).map(({ key, lon, lat, svg, count }) => (
          <g key={key} transform={`translate(${x(lon) - 8} ${y(lat) - 29})`}>
            <g dangerouslySetInnerHTML={{ __html: svg }} />
            {count > 1 && (
              <text x="19" y="12" fontSize="9">
                ×{count}
              </text>
            )}
          </g>
        ))}
      </svg>
      <div className="printed-map-side">
        {base.data && (
          <Inset countries={base.data} province={[(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2]} />
        )}
        <BoundaryNote shapes={shapes.data} />
        <Legend folded={false} />
      </div>
    </figure>
  )
}

interface StationProps {
  readonly station: StationView
  readonly x: (lon: number) => number
  readonly y: (lat: number) => number
}

function Name({ station: { asset }, x, y }: StationProps) {
  if (asset.lat === null || asset.lon === null) return null
  const name = asset.name.replace(/^Trạm /, '')
  return (
    <text x={x(asset.lon)} y={y(asset.lat) + 20} textAnchor="middle" fontSize="8.5">
      {name}
    </text>
  )
}

function Station({ station: { asset, aqi, unknown }, x, y }: StationProps) {
  if (asset.lat === null || asset.lon === null) return null
  const level = unknown || aqi === null ? undefined : aqiLevel(aqi)
  return (
    <g transform={`translate(${x(asset.lon)} ${y(asset.lat)})`} textAnchor="middle">
      <circle r="8.5" fill="#fff" stroke={level ? level.fill : '#000'} strokeWidth="3" />
      <circle r="10" fill="none" stroke="#000" strokeWidth="0.7" strokeDasharray={level ? undefined : '2.4 2'} />
      <text y="3" fontSize="8.5" fontWeight="600">
        {level ? aqi : '?'}
      </text>
    </g>
  )
}

/** The most urgent alert of each place, and how many there are. */
function symbols(alerts: readonly Alert[]) {
  const places = new Map<string, Alert[]>()
  for (const alert of alerts) {
    if (alert.lat === null || alert.lon === null || alert.state === 'resolved') continue
    const key = `${alert.lat} ${alert.lon}`
    places.set(key, [...(places.get(key) ?? []), alert])
  }
  const urgency = (alert: Alert): number => SEVERITIES.indexOf(alert.severity) * 2 + (alert.state === 'open' ? 0 : 1)
  return [...places].flatMap(([key, here]) => {
    const [worst] = here.toSorted((a, b) => urgency(a) - urgency(b))
    if (!worst || worst.lat === null || worst.lon === null) return []
    const filled = { fill: `var(--${worst.severity}-fill)`, glyph: `var(--${worst.severity}-glyph)` }
    const svg = severitySvg(worst.severity, worst.state !== 'open', '#000', '#fff', 16, filled)
    return [{ key, lon: worst.lon, lat: worst.lat, svg, count: here.length }]
  })
}

/** Degrees to px, a degree of longitude as long as it is in the middle of the extent. */
function projection([west, south, east, north]: Extent) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = (WIDTH - 2 * EDGE) / ((east - west) * squeeze)
  return {
    x: (lon: number): number => Math.round((EDGE + (lon - west) * squeeze * scale) * 10) / 10,
    y: (lat: number): number => Math.round((EDGE + (north - lat) * scale) * 10) / 10,
    height: Math.ceil(2 * EDGE + (north - south) * scale),
  }
}

function pathOf(geometry: Polygon | MultiPolygon, x: (lon: number) => number, y: (lat: number) => number): string {
  const rings: Position[][] = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  return rings.map((ring) => `M${ring.map(([lon = 0, lat = 0]) => `${x(lon)} ${y(lat)}`).join('L')}Z`).join('')
}
