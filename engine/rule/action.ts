import type { AlertEvidence, Asset, Rule } from '#model'
import type { Verdict } from './verdict.ts'

/** What a rule wants done with its alert on a subject. */
export interface Action {
  readonly verdict: Exclude<Verdict, null>
  readonly rule: Rule
  readonly asset: Asset
  readonly evidence: AlertEvidence
  /** How many firings this one stands for; none when only the evidence has changed. */
  readonly times: number
}

/** What came of judging: what to do, and whose memory must be kept with it. */
export interface Outcome {
  readonly actions: Action[]
  readonly changed: Set<string>
}
