import { type LatestValue, type LiveState, sourceStateNow } from '#web/live'
import type { StationView } from '#web/map'
import { propertyOf } from '#web/ui'

/** What the key-figure strip says; only figures that exist. Times are epoch ms. */
export interface Figures {
  readonly worst: StationView | undefined
  readonly pm25: LatestValue | undefined
  /** When the last known AQI stopped speaking for the present, while there is none that does. */
  readonly unknownSince: number | undefined
  readonly withData: number
  readonly stations: number
  readonly unowned: number
  readonly unownedCritical: boolean
  readonly held: number
  readonly sources: Readonly<Record<'live' | 'late' | 'lost', number>>
  readonly quarantined: number
  readonly newest: LatestValue | undefined
}

export function figuresOf(live: LiveState, stations: readonly StationView[], now: number): Figures {
  const known = stations.filter((station) => !station.unknown)
  const values = [...live.observations.values()]
  const pm25 = values.filter((one) => one.property === 'pm25' && one.quality === 'good' && one.staleFrom > now)
  const alerts = [...live.alerts.values()]
  const open = alerts.filter((alert) => alert.state === 'open')
  const sources = [...live.sources.values()]
  const count = (state: string): number => sources.filter((source) => sourceStateNow(source, now) === state).length
  const last = Math.max(0, ...stations.map((station) => station.lastAt ?? 0))
  return {
    worst: known[0],
    pm25: most(pm25, (one) => one.value),
    unknownSince: known.length === 0 && last > 0 ? last : undefined,
    withData: known.length,
    stations: stations.length,
    unowned: open.length,
    unownedCritical: open.some((alert) => alert.severity === 'critical'),
    held: alerts.length - open.length,
    sources: { live: count('live'), late: count('late'), lost: count('lost') },
    quarantined: sources.reduce((sum, source) => sum + source.quarantined, 0),
    newest: most(
      values.filter((one) => propertyOf(one.property)?.derived !== true),
      (one) => one.at,
    ),
  }
}

function most<Item>(items: readonly Item[], of: (item: Item) => number): Item | undefined {
  return items.reduce<Item | undefined>(
    (best, item) => (best === undefined || of(item) > of(best) ? item : best),
    undefined,
  )
}
