import { HOUR } from '#model'

/** Good values within this many ms of an hour before the newest one may stand for that hour. */
const NEAR = HOUR / 3

interface Point {
  readonly at: number
  readonly value: number
  readonly quality: string
}

/** How much the value changed over the last hour, per hour; undefined when nothing near an hour earlier is known. */
export function trendOf(points: readonly Point[]): number | undefined {
  const good = points.filter((point) => point.quality === 'good').toSorted((a, b) => a.at - b.at)
  const newest = good.at(-1)
  if (!newest) return undefined
  const wanted = newest.at - HOUR
  const before = good
    .filter((point) => Math.abs(point.at - wanted) <= NEAR)
    .toSorted((a, b) => Math.abs(a.at - wanted) - Math.abs(b.at - wanted))[0]
  return before && ((newest.value - before.value) / (newest.at - before.at)) * HOUR
}
