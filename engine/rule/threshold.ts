import type { ThresholdRule } from '#model'
import type { Point, Reading } from './verdict.ts'

/** A reading against the limits: beyond past `fires`, back at or past `clears`. Pure. */
export function thresholdPoint(
  rule: Pick<ThresholdRule, 'direction' | 'fires' | 'clears'>,
  { at, value }: Pick<Reading, 'at' | 'value'>,
): Point {
  const above = rule.direction === 'above'
  return {
    at,
    value,
    limit: rule.fires,
    beyond: above ? value > rule.fires : value < rule.fires,
    back: above ? value <= rule.clears : value >= rule.clears,
    from: at,
    count: 1,
  }
}
