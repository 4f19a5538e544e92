import { type Alert, type Asset, SEVERITIES } from '#model'
import { aqiLevel } from '#services/environment'
import type { LiveState } from '#web/live'
import { propertyOf } from '#web/ui'
import type { Feature, FeatureCollection, Point } from 'geojson'

/** A station as the screen shows it: its AQI, or why there is none. Times are epoch ms. */
export interface StationView {
  readonly asset: Asset
  /** The newest hourly AQI; null when there never was one. */
  readonly aqi: number | null
  readonly aqiAt: number | null
  /** The present is unknown: past the source's grace, never measured, or not confirmed by a person. */
  readonly unknown: boolean
  /** Since when it has been unknown; null when it never was known. */
  readonly since: number | null
  /** When anything of it was last measured. */
  readonly lastAt: number | null
}

/** Stations in order: worst air first, then the unknown. */
export function stationViews(assets: readonly Asset[], live: LiveState, now: number): StationView[] {
  const views = assets.map((asset): StationView => {
    const aqi = live.observations.get(`${asset.id} vn_aqi_h`)
    const measured = [...live.observations.values()].filter(
      (one) => one.asset === asset.id && propertyOf(one.property)?.derived !== true,
    )
    const lastAt = measured.length === 0 ? null : Math.max(...measured.map((one) => one.at))
    const staleFrom = aqi && aqi.quality === 'good' ? aqi.staleFrom : null
    const unknown = staleFrom === null || staleFrom <= now || !asset.confirmed
    return {
      asset,
      aqi: aqi?.value ?? null,
      aqiAt: aqi?.at ?? null,
      unknown,
      since: unknown ? (lastAt ?? null) : null,
      lastAt,
    }
  })
  return views.sort(
    (a, b) =>
      Number(a.unknown) - Number(b.unknown) ||
      (b.unknown ? 0 : (b.aqi ?? 0) - (a.aqi ?? 0)) ||
      a.asset.name.localeCompare(b.asset.name, 'vi'),
  )
}

export function stationFeatures(views: readonly StationView[]): FeatureCollection<Point> {
  return collection(
    views.flatMap(({ asset, aqi, unknown }) => {
      if (asset.lat === null || asset.lon === null) return []
      const level = unknown || aqi === null ? undefined : aqiLevel(aqi)
      return [
        point(asset.lon, asset.lat, {
          id: asset.id,
          name: asset.name,
          unknown: level === undefined,
          number: level === undefined ? '' : String(aqi),
          fill: level?.fill ?? '',
          ring: level?.ring ?? '',
          on: level?.on ?? '',
          worst: level === undefined ? -1 : (aqi ?? 0),
        }),
      ]
    }),
  )
}

/** Alerts that have a place; `rank` grows with urgency, so that a cluster can show its worst. */
export function alertFeatures(alerts: Iterable<Alert>): FeatureCollection<Point> {
  return collection(
    [...alerts].flatMap((alert) => {
      if (alert.lat === null || alert.lon === null || alert.state === 'resolved') return []
      const held = alert.state !== 'open'
      const urgency = SEVERITIES.length - SEVERITIES.indexOf(alert.severity)
      return [
        point(alert.lon, alert.lat, {
          id: alert.id,
          icon: iconOf(alert.severity, held),
          rank: urgency * 2 + (held ? 0 : 1),
        }),
      ]
    }),
  )
}

export function iconOf(severity: string, held: boolean): string {
  return `alert-${severity}-${held ? 'held' : 'open'}`
}

function point(lon: number, lat: number, properties: Record<string, unknown>): Feature<Point> {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties }
}
function collection(features: Feature<Point>[]): FeatureCollection<Point> {
  return { type: 'FeatureCollection', features }
}
