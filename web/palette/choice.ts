import type { Severity } from '#model'

export const KINDS = ['page', 'alert', 'incident', 'station', 'unit'] as const
export type ChoiceKind = (typeof KINDS)[number]

/** Something that can be opened. `id` is a path, an alert, an incident, an asset or the code of a unit. */
export interface Choice {
  readonly kind: ChoiceKind
  readonly id: string
  readonly title: string
  /** Where it is, or what it was called before. */
  readonly detail?: string | undefined
  /** Other words that find it: the other language, an alert's place. */
  readonly also?: readonly string[]
  readonly severity?: Severity
  readonly held?: boolean
}

/** What was found of one kind, best first; `more` when the centre has others. */
export interface Group {
  readonly kind: ChoiceKind | 'recent'
  readonly choices: readonly Choice[]
  readonly count: number
  readonly more: boolean
}
