import { type Limit, type WindowRule, localDay } from '#model'
import { thresholdPoint } from './threshold.ts'
import type { Point, Reading } from './verdict.ts'

/**
 * A point for each reading later than `after`: the aggregate of the window that ends with it. A window that is not
 * complete, or that ends before the first limit, makes none. Readings come in order of time. Pure.
 */
export function windowPoints(rule: WindowRule, readings: readonly Reading[], after: number): Point[] {
  const steps = Math.round(rule.window / rule.step)
  const least = Math.max(1, Math.ceil(rule.complete * steps - 1e-9))
  const points: Point[] = []
  let first = 0
  readings.forEach(({ at }, index) => {
    while ((readings[first] as Reading).at <= at - rule.window) first += 1
    // Of several readings of one instant, the last sees them all.
    if (at <= after || readings[index + 1]?.at === at) return
    const limit = limitOn(rule.limits, at)
    if (!limit) return
    const window = foldWindow(rule, readings, first, index)
    if (window.filled < least) return
    points.push({
      ...thresholdPoint(
        { direction: rule.direction, fires: limit.fires, clears: limit.clears },
        { at, value: window.value },
      ),
      from: at - rule.window,
      count: window.filled,
    })
  })
  return points
}

/**
 * The aggregate of the readings `first` to `last`, and how many steps hold any; steps are counted back from the last one.
 * A loop without lists: a day of minutes is looked at for each minute of it.
 */
function foldWindow(
  { aggregate, step }: WindowRule,
  readings: readonly Reading[],
  first: number,
  last: number,
): { value: number; filled: number } {
  const end = (readings[last] as Reading).at
  let filled = 0
  let means = 0
  let [sum, count, back] = [0, 0, -1]
  let [total, most, least] = [0, -Infinity, Infinity]
  for (let index = first; index <= last; index += 1) {
    const { at, value } = readings[index] as Reading
    const here = Math.floor((end - at) / step)
    if (here !== back) {
      if (count > 0) means += sum / count
      ;[sum, count, back] = [0, 0, here]
      filled += 1
    }
    sum += value
    count += 1
    total += value
    if (value > most) most = value
    if (value < least) least = value
  }
  const mean = (means + sum / count) / filled
  const value = { mean, max: most, min: least, sum: total, count: last - first + 1 }[aggregate]
  return { value, filled }
}

/** The row in force on the local day of `at`. */
export function limitOn(limits: readonly Limit[], at: number): Limit | undefined {
  const day = localDay(at)
  return limits.findLast((limit) => limit.from <= day)
}
