import type { ThresholdRule } from '#model'
import type { Judged, JudgedValue } from './verdict.ts'

export interface ThresholdState {
  /** Time of the newest value judged; an older one says nothing of the present. */
  readonly at: number
  /** Since when the value has been beyond the limit without a break. */
  readonly since: number | null
  readonly firing: boolean
}

export const CALM: ThresholdState = { at: 0, since: null, firing: false }

/**
 * Threshold with hysteresis and hold time: fires when the value has been beyond `fires` for `hold` ms, and ends only when
 * it is back at or past `clears`. Between the two it stays as it is. Pure.
 */
export function judgeThreshold(rule: ThresholdRule, value: JudgedValue, state: ThresholdState): Judged<ThresholdState> {
  if (value.at < state.at) return { verdict: null, state }
  const above = rule.direction === 'above'
  const beyond = above ? value.value > rule.fires : value.value < rule.fires
  const back = above ? value.value <= rule.clears : value.value >= rule.clears
  if (state.firing) {
    if (back) return { verdict: 'ends', state: { at: value.at, since: null, firing: false } }
    return { verdict: beyond ? 'fires' : null, state: { ...state, at: value.at } }
  }
  if (!beyond) return { verdict: null, state: { at: value.at, since: null, firing: false } }
  const since = state.since ?? value.at
  const firing = value.at - since >= rule.hold
  return { verdict: firing ? 'fires' : null, state: { at: value.at, since, firing } }
}
