import { DAY } from '#model'
import { type Hysteresis, judgePoint } from './hysteresis.ts'
import type { Point, Verdict } from './verdict.ts'

/** A value older than this says nothing of the present: it is stored, but raises no alert. */
export const OLDEST = DAY

/** What a value rule remembers of an asset. */
export interface Memory {
  /** The judgement at a time between one and two days back; what is older is not judged again. */
  readonly settled: Hysteresis
  /** The judgement that the alert shows, at the newest point told of. */
  readonly last: Hysteresis
  /** The value of that point. */
  readonly value: number | null
}

/** Why something is said: a new value, or an earlier one that came late or was corrected. */
export type Cause = 'new' | 'late' | 'corrected'

export interface Act {
  readonly verdict: Exclude<Verdict, null>
  /** The point that says so; undefined when the values that the alert stood on were withdrawn. */
  readonly point: Point | undefined
  /** How many new firings it stands for: none when only the evidence has changed. */
  readonly times: number
  readonly cause: Cause
}

/**
 * Judges the points again in order of time, from the settled judgement on, as if nothing had come late or been corrected.
 * Up to the newest point told of, the alert is made to agree with what comes out: raised, ended or refreshed, once.
 * After it, every verdict is told in order. Pure.
 */
export function replay(
  points: readonly Point[],
  hold: number,
  before: Memory,
  of: { now: number; cause: Exclude<Cause, 'new'> },
): { acts: Act[]; memory: Memory } {
  const told = before.last.at
  const horizon = Math.max(points.at(-1)?.at ?? 0, told) - OLDEST
  // Once a day is enough: what is settled is read again with every look.
  const settle = before.settled.at < horizon - OLDEST
  let { settled } = before
  let state = before.settled
  const step = (point: Point): Verdict => {
    const judged = judgePoint(point, hold, state)
    state = judged.state
    if (settle && point.at <= horizon) settled = state
    return judged.verdict
  }
  const past = points.filter((point) => point.at > before.settled.at && point.at <= told)
  past.forEach(step)
  const acts = agree(past, state, before, of)
  let value = past.at(-1)?.value ?? before.value
  for (const point of points) {
    if (point.at <= told) continue
    const verdict = step(point)
    value = point.value
    if (!verdict || point.at < of.now - OLDEST) continue
    const same = acts.at(-1)
    if (verdict === 'fires' && same?.verdict === 'fires' && same.cause === 'new') acts.pop()
    const times = verdict === 'ends' ? 0 : 1 + (same?.verdict === 'fires' && same.cause === 'new' ? same.times : 0)
    acts.push({ verdict, point, times, cause: 'new' })
  }
  return {
    acts,
    memory: {
      settled: settle ? { ...settled, at: Math.max(settled.at, horizon) } : settled,
      // A withdrawn newest point is no longer told of: should it come back, it is new.
      last: { ...state, at: points.length === 0 ? told : state.at },
      value,
    },
  }
}

/** Judges points that all come after everything told of: nothing before them has changed. Pure. */
export function goOn(
  points: readonly Point[],
  hold: number,
  before: Memory,
  now: number,
): { acts: Act[]; memory: Memory } {
  let { last, value } = before
  const acts: Act[] = []
  for (const point of points) {
    const { verdict, state } = judgePoint(point, hold, last)
    last = state
    value = point.value
    if (!verdict || point.at < now - OLDEST) continue
    acts.push({ verdict, point, times: verdict === 'fires' ? 1 : 0, cause: 'new' })
  }
  return { acts, memory: { ...before, last, value } }
}

/** Makes the alert agree with the past as it now reads. */
function agree(
  past: readonly Point[],
  now: Hysteresis,
  before: Memory,
  of: { now: number; cause: Exclude<Cause, 'new'> },
): Act[] {
  const newest = past.at(-1)
  const { cause } = of
  if (!now.firing) return before.last.firing ? [{ verdict: 'ends', point: newest, times: 0, cause }] : []
  const evidence = past.findLast((point) => point.beyond)
  if (!evidence || evidence.at < of.now - OLDEST) return []
  if (!before.last.firing) return [{ verdict: 'fires', point: evidence, times: 1, cause }]
  const changed = newest?.at !== before.last.at || newest.value !== before.value
  return changed ? [{ verdict: 'fires', point: evidence, times: 0, cause }] : []
}
