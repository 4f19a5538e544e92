import type { Aggregate } from './observation.ts'
import type { Quality } from './quality.ts'
import type { Severity } from './severity.ts'
import type { Text } from './text.ts'

/**
 * Whose values a rule may take at its own severity: confirmed assets of these types. Another asset's alert has the lower
 * severity `otherwise` and says that it is an indication only.
 */
export interface Standing {
  readonly types: readonly string[]
  readonly otherwise: Severity
}

interface RuleCommon {
  readonly id: string
  readonly name: Text
  readonly severity: Severity
  /** What to do about it, shown with the alert. */
  readonly advice: Text
  /** Left out: every asset speaks alike. */
  readonly standing?: Standing
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

/** A limit as it is from a local day on, `yyyy-MM-dd`; the next row of the rule ends it. */
export interface Limit {
  readonly from: string
  readonly fires: number
  readonly clears: number
}

export const WINDOW_AGGREGATES = ['mean', 'max', 'min', 'sum', 'count'] as const satisfies readonly Aggregate[]
export type WindowAggregate = (typeof WINDOW_AGGREGATES)[number]

/**
 * An aggregate of the unflagged values in the `window` ms that end with each value. The window is cut into steps of
 * `step` ms; at least the share `complete` of them must hold a value, else it says nothing. A mean is the mean of the
 * steps' means. The limit is the one of the local day on which the window ends; before the first row there is none.
 */
export interface WindowRule extends RuleCommon {
  readonly kind: 'window'
  readonly property: string
  readonly aggregate: WindowAggregate
  readonly window: number
  readonly step: number
  readonly complete: number
  readonly direction: 'above' | 'below'
  /** In order of day. */
  readonly limits: readonly Limit[]
}

/**
 * A sudden jump: the change from one value to the next of the same source, in units per `per` ms. Two values closer than
 * `per` count as `per` apart, so that noise is not multiplied; further apart than `within`, they are no pair.
 */
export interface RateRule extends RuleCommon {
  readonly kind: 'rate'
  readonly property: string
  readonly direction: 'up' | 'down' | 'either'
  readonly per: number
  readonly within: number
  readonly fires: number
  readonly clears: number
}

/** Fires when one source has sent the same value `count` times in a row over at least `span` ms; ends with another value. */
export interface StuckRule extends RuleCommon {
  readonly kind: 'stuck'
  readonly property: string
  readonly count: number
  readonly span: number
  /** Values that may rightly repeat. */
  readonly except: readonly number[]
}

/** Fires when the local day named by an asset's date has passed; ends when the date is later again or gone. */
export interface DueRule extends RuleCommon {
  readonly kind: 'due'
  readonly assetType: string
  readonly date: 'calibration_due'
}

/** The rules that judge the unflagged values of one property. */
export type ValueRule = ThresholdRule | WindowRule | RateRule | StuckRule

/** A rule is data of a service; the kinds of rule live in engine/rule. */
export type Rule = ValueRule | AbsenceRule | QualityRule | DueRule
