import type { Quality } from './quality.ts'
import type { Severity } from './severity.ts'
import type { Text } from './text.ts'

interface RuleCommon {
  readonly id: string
  readonly name: Text
  readonly severity: Severity
  /** What to do about it, shown with the alert. */
  readonly advice: Text
}

/** Fires when a value crosses `fires` and stays beyond it for `hold` ms; ends when it is back past `clears`. */
export interface ThresholdRule extends RuleCommon {
  readonly kind: 'threshold'
  readonly property: string
  readonly direction: 'above' | 'below'
  readonly fires: number
  readonly clears: number
  readonly hold: number
}

/** Fires when an asset of this type has sent nothing for its source's every + grace; ends when it is heard again. */
export interface AbsenceRule extends RuleCommon {
  readonly kind: 'absence'
  readonly assetType: string
}

/** Fires when `count` flagged values of an asset arrive within `within` ms; ends when the window holds none. */
export interface QualityRule extends RuleCommon {
  readonly kind: 'quality'
  readonly assetType: string
  readonly flags: readonly Quality[]
  readonly count: number
  readonly within: number
}

/** A rule is data of a service; the kinds of rule live in engine/rule. */
export type Rule = ThresholdRule | AbsenceRule | QualityRule
