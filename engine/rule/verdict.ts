import type { Quality } from '#model'

/** What a judge says of one value: the condition fires, still fires, has ended, or there is nothing to say. */
export type Verdict = 'fires' | 'ends' | null

export interface Judged<State> {
  readonly verdict: Verdict
  readonly state: State
}

/** One unflagged value as the value rules see it. */
export interface Reading {
  readonly at: number
  readonly value: number
  readonly source: string
}

/** A value as the quality rules see it, flagged ones too. */
export interface Flagged {
  readonly at: number
  readonly property: string
  readonly quality: Quality
}

/** What a value rule makes of one reading and those before it: beyond the limit, back from it, or in between. */
export interface Point {
  readonly at: number
  readonly value: number
  readonly limit: number
  readonly beyond: boolean
  readonly back: boolean
  /** Since when it looks, and how many readings or steps it found. */
  readonly from: number
  readonly count: number
  /** Of a rate: the value before. */
  readonly before?: number
}
