/** What a judge says of one value: the condition fires, still fires, has ended, or there is nothing to say. */
export type Verdict = 'fires' | 'ends' | null

export interface Judged<State> {
  readonly verdict: Verdict
  readonly state: State
}

/** One value as a rule sees it; flagged values reach quality rules only. */
export interface JudgedValue {
  readonly at: number
  readonly value: number
}
