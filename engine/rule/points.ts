import { DAY, type ValueRule } from '#model'
import { ratePoints } from './rate.ts'
import { stuckPoints } from './stuck.ts'
import { thresholdPoint } from './threshold.ts'
import type { Point, Reading } from './verdict.ts'
import { windowPoints } from './window.ts'

/** What a value rule makes of the readings later than `after`, in order of time. Pure. */
export function pointsOf(rule: ValueRule, readings: readonly Reading[], after: number): Point[] {
  if (rule.kind === 'window') return windowPoints(rule, readings, after)
  if (rule.kind === 'rate') return ratePoints(rule, readings, after)
  if (rule.kind === 'stuck') return stuckPoints(rule, readings, after)
  return readings.filter(({ at }) => at > after).map((reading) => thresholdPoint(rule, reading))
}

/** How long before a reading others still bear on it, ms. */
export function lookback(rule: ValueRule): number {
  if (rule.kind === 'window') return rule.window
  if (rule.kind === 'rate') return rule.within
  // The run may have begun long before it counts as stuck.
  return rule.kind === 'stuck' ? rule.span + DAY : 0
}
