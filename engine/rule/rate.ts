import type { RateRule } from '#model'
import type { Point, Reading } from './verdict.ts'

/**
 * A point for each reading later than `after` that has one before it, of the same source and no further back than
 * `within`: the change between the two per `per` ms. Readings come in order of time. Pure.
 */
export function ratePoints(rule: RateRule, readings: readonly Reading[], after: number): Point[] {
  const newest = new Map<string, Reading>()
  const points: Point[] = []
  for (const reading of readings) {
    const before = newest.get(reading.source)
    newest.set(reading.source, reading)
    if (reading.at <= after || !before) continue
    const apart = reading.at - before.at
    if (apart <= 0 || apart > rule.within) continue
    const value = ((reading.value - before.value) * rule.per) / Math.max(apart, rule.per)
    const size = rule.direction === 'either' ? Math.abs(value) : rule.direction === 'up' ? value : -value
    points.push({
      at: reading.at,
      value,
      limit: rule.fires,
      beyond: size > rule.fires,
      back: size <= rule.clears,
      from: before.at,
      count: 2,
      before: before.value,
    })
  }
  return points
}
