import type { QualityRule } from '#model'
import type { Flagged, Judged } from './verdict.ts'

export interface QualityState {
  /** The flagged values within the window, oldest first; no more than the rule counts. */
  readonly flagged: readonly Pick<Flagged, 'at' | 'property'>[]
  readonly firing: boolean
}

export const CLEAN: QualityState = { flagged: [], firing: false }

/**
 * Counts flagged values within the window: fires at `count`, ends with a value that leaves the window empty. A value that
 * comes again, corrected, takes its own place: it is counted once, or no longer. Pure.
 */
export function judgeQuality(rule: QualityRule, value: Flagged, state: QualityState): Judged<QualityState> {
  const { at, property } = value
  const flagged = rule.flags.includes(value.quality)
  const others = state.flagged.filter((one) => one.at !== at || one.property !== property)
  const again = others.length < state.flagged.length
  const newest = Math.max(at, ...state.flagged.map((one) => one.at))
  const window = [...others, ...(flagged ? [{ at, property }] : [])]
    .filter((one) => one.at > newest - rule.within)
    .toSorted((a, b) => a.at - b.at)
    .slice(-rule.count)
  const enough = window.length >= rule.count
  if (enough && flagged && !again) return { verdict: 'fires', state: { flagged: window, firing: true } }
  if (state.firing && window.length === 0) return { verdict: 'ends', state: CLEAN }
  return { verdict: null, state: { flagged: window, firing: state.firing } }
}
