import { type Asset, DAY, type Property, type ThresholdRule, type ValueRule } from '#model'
import type { ObservationNews } from '#engine/observation'
import { CALM, type Hysteresis, judgePoint } from './hysteresis.ts'
import { type States, stateKey } from './memory.ts'
import { lookback } from './points.ts'
import type { Act, Memory } from './replay.ts'
import { thresholdPoint } from './threshold.ts'

/** A value rule asked about what is new of one asset. */
export interface Question {
  readonly rule: ValueRule
  readonly property: Property
  readonly asset: Asset
  readonly news: readonly ObservationNews[]
}

/** The newest news of each key whose memory is exact: those judged before by this process. */
export type Seen = Pick<ReadonlyMap<string, number>, 'get'>

/** A question after what memory alone can answer. */
export interface Task extends Question {
  readonly key: string
  readonly before: Memory | undefined
  readonly memory: Memory
  readonly acts: readonly Act[]
  /** News that stored values are needed for. */
  readonly rest: readonly ObservationNews[]
  /** Everything is newer than all news before: nothing that was told can change. */
  readonly inOrder: boolean
  readonly seen: number | undefined
  readonly newest: number
}

export function taskOf(question: Question, states: States, seenOf: Seen): Task {
  const { rule, asset, news } = question
  const key = stateKey(rule.id, asset.id)
  const before = remembered(states.get(key))
  const memory = before ?? beginning(news)
  const seen = seenOf.get(key)
  const newest = Math.max(...news.map((one) => one.at))
  const known = { ...question, key, before, seen, newest }
  if (seen === undefined) return { ...known, memory, acts: [], rest: news, inOrder: false }
  if (rule.kind === 'threshold') return { ...known, ...fromMemory(rule, news, memory), inOrder: false }
  const told = Math.max(memory.last.at, seen)
  return { ...known, memory, acts: [], rest: news, inOrder: news.every((one) => follows(one, told, memory)) }
}

/** What must be read for the rest: as far back as the rule looks from the first point that may change. */
export function spanOf({ rule, rest, memory, inOrder, newest, seen }: Task): { from: number; to: number } {
  const first = inOrder ? Math.min(...rest.map((one) => one.at)) : memory.settled.at
  // Not beyond the news: what is stored there has its own news to come, and is then in order.
  const to = seen === undefined ? FAR : Math.max(newest, seen, memory.last.at)
  return { from: first - lookback(rule), to }
}

/** Beyond every stored time; what lies ahead of the clock is flagged `future` and left out with the other flags. */
const FAR = Date.parse('9999-01-01T00:00:00Z')

/** Judges news of a threshold rule one by one, as long as each follows what is remembered. */
function fromMemory(
  rule: ThresholdRule,
  news: readonly ObservationNews[],
  before: Memory,
): Pick<Task, 'memory' | 'acts' | 'rest'> {
  let memory = before
  const acts: Act[] = []
  let done = 0
  // What came together is judged in order of time, as it is when it is read from what is stored.
  const ordered = news.toSorted((a, b) => a.at - b.at)
  for (const one of ordered) {
    if (!follows(one, memory.last.at, memory)) break
    const point = thresholdPoint(rule, one)
    const { verdict, state } = judgePoint(point, rule.hold, memory.last)
    memory = { ...memory, last: state, value: one.value }
    done += 1
    if (verdict) acts.push({ verdict, point, times: verdict === 'fires' ? 1 : 0, cause: 'new' })
  }
  return { memory, acts, rest: ordered.slice(done) }
}

/** Once in two days everything is judged from what is stored, so that more can be settled. */
function follows(one: ObservationNews, told: number, { settled }: Memory): boolean {
  return one.quality === 'good' && !one.corrected && one.at > told && one.at - settled.at <= 2 * DAY
}

/** A rule that meets an asset for the first time takes everything before as told. */
function beginning(news: readonly ObservationNews[]): Memory {
  const first = Math.min(...news.map((one) => one.at))
  return { settled: { ...CALM, at: first - DAY }, last: { ...CALM, at: first - 1 }, value: null }
}

function remembered(state: unknown): Memory | undefined {
  if (state === undefined) return undefined
  // Version 0.1.0 remembered the last judgement alone.
  const alone = 'settled' in (state as Memory) ? undefined : (state as Hysteresis)
  return alone ? { settled: alone, last: alone, value: null } : (state as Memory)
}
