import { HOUR, localDay } from '#model'
import { type AirLimit, type Averaging, airLimitsOn } from '#services/environment'

/** Hourly means by the hour's start, epoch ms; an hour without unflagged values is not there. */
export type HourlyMeans = ReadonlyMap<number, number>

/** Of an average's hours so many must be there, as the rules of the regulation ask. */
const COMPLETE = 0.75

/** How long each averaging time is; a year's mean is a matter for a report. */
export const AVERAGING_HOURS: Readonly<Record<Exclude<Averaging, 'year'>, number>> = { '1h': 1, '8h': 8, '24h': 24 }

/** The mean of the `hours` hours that end with the one beginning at `last`; undefined with fewer than three quarters. */
export function meanUntil(means: HourlyMeans, last: number, hours: number): number | undefined {
  const there: number[] = []
  for (let at = last - (hours - 1) * HOUR; at <= last; at += HOUR) {
    const mean = means.get(at)
    if (mean !== undefined) there.push(mean)
  }
  if (there.length < Math.ceil(hours * COMPLETE)) return undefined
  return there.reduce((sum, mean) => sum + mean, 0) / there.length
}

/** The rolling mean at every hour from ≤ hour ≤ to that has a value of its own and enough hours before. */
export function rollingMeans(
  means: HourlyMeans,
  hours: number,
  from: number,
  to: number,
): { at: number; value: number }[] {
  const points: { at: number; value: number }[] = []
  for (const at of [...means.keys()].toSorted((a, b) => a - b)) {
    const value = at < from || at > to ? undefined : meanUntil(means, at, hours)
    if (value !== undefined) points.push({ at, value })
  }
  return points
}

/** A limit beside the average that it is a limit of; `mean` is undefined when too few hours are there. */
export interface LimitComparison {
  readonly limit: AirLimit
  readonly hours: number
  readonly mean: number | undefined
}

/** The limits of a property as they are on the newest hour's day, each with the mean that ends with that hour. */
export function compareLimits(property: string, means: HourlyMeans, now: number): LimitComparison[] {
  const newest = Math.max(...means.keys())
  return hourLimits(property, now).map(({ limit, hours }) => ({
    limit,
    hours,
    mean: Number.isFinite(newest) ? meanUntil(means, newest, hours) : undefined,
  }))
}

/** The limits that a chart of hours can be held against, the shortest average first. */
export function hourLimits(property: string, now: number): { limit: AirLimit; hours: number }[] {
  return airLimitsOn(property, localDay(now))
    .flatMap((limit) => (limit.averaging === 'year' ? [] : [{ limit, hours: AVERAGING_HOURS[limit.averaging] }]))
    .toSorted((a, b) => a.hours - b.hours)
}
