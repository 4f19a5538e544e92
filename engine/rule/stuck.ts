import type { StuckRule } from '#model'
import type { Point, Reading } from './verdict.ts'

/**
 * A point for each reading later than `after`: how long its source has sent this value and no other. Back is the first
 * other value. Readings come in order of time. Pure.
 */
export function stuckPoints(rule: StuckRule, readings: readonly Reading[], after: number): Point[] {
  const runs = new Map<string, { value: number; from: number; count: number }>()
  const points: Point[] = []
  for (const { at, value, source } of readings) {
    const before = runs.get(source)
    const run = before?.value === value ? { ...before, count: before.count + 1 } : { value, from: at, count: 1 }
    runs.set(source, run)
    if (at <= after) continue
    const may = rule.except.includes(value)
    points.push({
      at,
      value,
      limit: rule.count,
      beyond: !may && run.count >= rule.count && at - run.from >= rule.span,
      back: may || run.count === 1,
      from: run.from,
      count: run.count,
    })
  }
  return points
}
