import { DAY, HOUR, MINUTE, localDay } from '#model'
import { sourceStateNow, useLive, useNow } from '#web/live'
import type { StationView } from '#web/map'
import { useMemo } from 'react'
import { POLLUTANTS, REACH, decidingPollutants } from './deciding.ts'
import { useBuckets } from './use-buckets.ts'

/** What a row of the list says beside the station's index. */
export interface StationFacts {
  /** Hourly indices of the last day, the oldest first; null is a missing hour. */
  readonly course: readonly (number | null)[]
  readonly deciding: string | undefined
  readonly state: 'live' | 'late' | 'lost' | 'paused' | 'waiting'
  /** Nothing it says is held against the regulation: a low-cost sensor, or one that nobody has confirmed. */
  readonly indicative: boolean
  readonly calibrationOverdue: boolean
}

const COURSE = 24

/** The facts of every station by its id: two questions for the whole list. */
export function useList(stations: readonly StationView[]): ReadonlyMap<string, StationFacts> {
  const live = useLive()
  const now = Math.floor(useNow() / MINUTE) * MINUTE
  const assets = stations.map((one) => one.asset.id).toSorted()
  const courses = useBuckets({ assets, properties: ['vn_aqi_h'], back: DAY, step: '1h', aggregate: 'last' })
  const hours = useBuckets({ assets, properties: POLLUTANTS, back: (REACH + 1) * HOUR, step: '1h' })
  const courseOf = useMemo(
    () => new Map((courses.data ?? []).map((one) => [`${one.asset} ${Date.parse(one.at)}`, one.value])),
    [courses.data],
  )
  const deciding = useMemo(() => {
    const shown = stations.flatMap(({ asset, aqiAt }) => (aqiAt === null ? [] : [[asset.id, aqiAt] as const]))
    return decidingPollutants(hours.data ?? [], new Map(shown))
  }, [hours.data, stations])
  return useMemo(() => {
    const hour = Math.floor(now / HOUR) * HOUR
    return new Map(
      stations.map(({ asset, aqi, aqiAt, lastAt }): [string, StationFacts] => {
        const course = Array.from({ length: COURSE }, (_, place) => {
          const at = hour - (COURSE - 1 - place) * HOUR
          return at === aqiAt ? aqi : (courseOf.get(`${asset.id} ${at}`) ?? null)
        })
        const newest = [...live.observations.values()].find((one) => one.asset === asset.id && one.at === lastAt)
        const source = newest && live.sources.get(newest.source)
        // A source may carry many stations: what counts here is when this one was last heard.
        const heard = source && lastAt !== null && { ...source, last_seen: new Date(lastAt).toISOString() }
        return [
          asset.id,
          {
            course,
            deciding: deciding.get(asset.id),
            state: heard ? sourceStateNow(heard, now) : 'waiting',
            indicative: asset.type !== 'air-station' || !asset.confirmed,
            calibrationOverdue: asset.calibration_due !== null && asset.calibration_due < localDay(now),
          },
        ]
      }),
    )
  }, [stations, courseOf, deciding, live.observations, live.sources, now])
}
