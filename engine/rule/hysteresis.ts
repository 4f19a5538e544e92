import type { Judged, Point } from './verdict.ts'

export interface Hysteresis {
  /** Time of the newest point judged. */
  readonly at: number
  /** Since when the points have been beyond the limit without a break. */
  readonly since: number | null
  readonly firing: boolean
}

export const CALM: Hysteresis = { at: 0, since: null, firing: false }

/**
 * Hysteresis and hold time: fires when the points have been beyond for `hold` ms, and ends only with one that is back.
 * Between the two it stays as it is. Points come in order of time. Pure.
 */
export function judgePoint(
  point: Pick<Point, 'at' | 'beyond' | 'back'>,
  hold: number,
  state: Hysteresis,
): Judged<Hysteresis> {
  const { at } = point
  if (state.firing) {
    if (point.back) return { verdict: 'ends', state: { at, since: null, firing: false } }
    return { verdict: point.beyond ? 'fires' : null, state: { ...state, at } }
  }
  if (!point.beyond) return { verdict: null, state: { at, since: null, firing: false } }
  const since = state.since ?? at
  const firing = at - since >= hold
  return { verdict: firing ? 'fires' : null, state: { at, since, firing } }
}
