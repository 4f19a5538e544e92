import type { Quality, QualityRule } from '#model'
import type { Judged } from './verdict.ts'

export interface QualityState {
  /** Times of the flagged values within the window, oldest first; no more than the rule counts. */
  readonly flagged: readonly number[]
  readonly firing: boolean
}

export const CLEAN: QualityState = { flagged: [], firing: false }

/** Counts flagged values within the window: fires at `count`, ends with a value that leaves the window empty. Pure. */
export function judgeQuality(
  rule: QualityRule,
  value: { at: number; quality: Quality },
  state: QualityState,
): Judged<QualityState> {
  const flagged = rule.flags.includes(value.quality)
  const newest = Math.max(value.at, ...state.flagged)
  const window = [...state.flagged, ...(flagged ? [value.at] : [])]
    .filter((at) => at > newest - rule.within)
    .slice(-rule.count)
  const enough = window.length >= rule.count
  if (enough && flagged) return { verdict: 'fires', state: { flagged: window, firing: true } }
  if (state.firing && window.length === 0) return { verdict: 'ends', state: CLEAN }
  return { verdict: null, state: { flagged: window, firing: state.firing } }
}
