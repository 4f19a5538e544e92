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
    const filled = byStep(readings.slice(first, index + 1), at, rule.step)
    if (filled.length < least) return
    const value = fold(rule, filled)
    points.push({
      ...thresholdPoint({ direction: rule.direction, fires: limit.fires, clears: limit.clears }, { at, value }),
      from: at - rule.window,
      count: filled.length,
    })
  })
  return points
}

/** The values of each step that holds any; steps are counted back from the window's end. */
function byStep(readings: readonly Reading[], end: number, step: number): number[][] {
  const steps = new Map<number, number[]>()
  for (const { at, value } of readings) {
    const back = Math.floor((end - at) / step)
    const values = steps.get(back)
    if (values) values.push(value)
    else steps.set(back, [value])
  }
  return [...steps.values()]
}

function fold({ aggregate }: WindowRule, steps: readonly (readonly number[])[]): number {
  if (aggregate === 'mean') return mean(steps.map(mean))
  const values = steps.flat()
  if (aggregate === 'sum') return sum(values)
  if (aggregate === 'count') return values.length
  const better = aggregate === 'max' ? Math.max : Math.min
  return values.reduce((one, other) => better(one, other))
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** The row in force on the local day of `at`. */
export function limitOn(limits: readonly Limit[], at: number): Limit | undefined {
  const day = localDay(at)
  return limits.findLast((limit) => limit.from <= day)
}
