import { type Asset, DAY, EVERYTHING, type Property, type ServiceDefinition, type ValueRule } from '#model'
import type { Ctx } from '#engine/context'
import { type ObservationNews, storedValues } from '#engine/observation'
import type { Action, Outcome } from './action.ts'
import { CALM, type Hysteresis, judgePoint } from './hysteresis.ts'
import { type States, stateKey } from './memory.ts'
import { lookback, pointsOf } from './points.ts'
import { type Act, type Memory, OLDEST, replay } from './replay.ts'
import { thresholdPoint } from './threshold.ts'
import type { Reading } from './verdict.ts'
import { valueEvidence } from './value-evidence.ts'

interface Task {
  readonly rule: ValueRule
  readonly property: Property
  readonly asset: Asset
  readonly news: readonly ObservationNews[]
}

/**
 * Asks the threshold, window, rate and stuck rules about the news of their property. A new value of a threshold rule is
 * judged from memory; whatever came late, was corrected or needs its neighbours is judged again from what is stored.
 * `known` holds the keys whose memory is exact: those judged before by this process.
 */
export async function judgeValues(
  ctx: Pick<Ctx, 'db' | 'services'>,
  news: readonly ObservationNews[],
  assets: ReadonlyMap<string, Asset>,
  states: States,
  known: ReadonlySet<string>,
  now: number,
): Promise<Outcome> {
  const actions: Action[] = []
  const changed = new Set<string>()
  const read = readerOf(ctx)
  for (const task of tasksOf(ctx.services, news, assets, now)) {
    const key = stateKey(task.rule.id, task.asset.id)
    const before = remembered(states.get(key))
    const { acts, memory } = await judge(task, before, known.has(key), read, now)
    states.set(key, memory)
    if (acts.length > 0 || unlike(memory, before)) changed.add(key)
    actions.push(...acts.map((act) => actionOf(task, act)))
  }
  return { actions, changed }
}

function tasksOf(
  services: readonly ServiceDefinition[],
  news: readonly ObservationNews[],
  assets: ReadonlyMap<string, Asset>,
  now: number,
): Task[] {
  const bySeries = Map.groupBy(news, (one) => stateKey(one.asset, one.property))
  return [...bySeries.values()].flatMap((list) => {
    const { asset: id, property: code } = list[0] as ObservationNews
    const asset = assets.get(id)
    const service = services.find((one) => one.id === asset?.service)
    const property = service?.properties.find((one) => one.code === code)
    if (!asset || !service || !property) return []
    return service.rules.flatMap((rule) => {
      if (!('property' in rule) || rule.property !== code) return []
      const oldest = now - OLDEST - lookback(rule)
      // A flagged value bears on nothing, unless an unflagged one stood in its place.
      const own = list.filter((one) => one.at >= oldest && (one.quality === 'good' || one.corrected))
      return own.length === 0 ? [] : [{ rule, property, asset, news: own }]
    })
  })
}

async function judge(
  { rule, asset, news }: Task,
  before: Memory | undefined,
  exact: boolean,
  read: ReturnType<typeof readerOf>,
  now: number,
): Promise<{ acts: Act[]; memory: Memory }> {
  const hold = rule.kind === 'threshold' ? rule.hold : 0
  let memory = before ?? beginning(news)
  const acts: Act[] = []
  let done = 0
  if (rule.kind === 'threshold' && exact) {
    for (const one of news) {
      const inOrder = one.quality === 'good' && !one.corrected && one.at > memory.last.at
      if (!inOrder || one.at - memory.settled.at > 2 * DAY) break
      const point = thresholdPoint(rule, one)
      const { verdict, state } = judgePoint(point, hold, memory.last)
      memory = { ...memory, last: state, value: one.value }
      done += 1
      if (verdict) acts.push({ verdict, point, times: verdict === 'fires' ? 1 : 0, cause: 'new' })
    }
  }
  if (done < news.length) {
    const readings = await read(asset.id, rule.property, memory.settled.at - lookback(rule))
    const cause = news.slice(done).some((one) => one.corrected) ? 'corrected' : 'late'
    const replayed = replay(pointsOf(rule, readings, memory.settled.at), hold, memory, { now, cause })
    memory = replayed.memory
    acts.push(...replayed.acts)
  }
  return { acts: merged(acts), memory }
}

/** A rule that meets an asset for the first time takes everything before as told. */
function beginning(news: readonly ObservationNews[]): Memory {
  const first = Math.min(...news.map((one) => one.at))
  return { settled: { ...CALM, at: first - DAY }, last: { ...CALM, at: first - 1 }, value: null }
}

/** Firings that follow one another are one, with the last one's evidence. */
function merged(acts: readonly Act[]): Act[] {
  const list: Act[] = []
  for (const act of acts) {
    const before = list.at(-1)
    if (before?.verdict === 'fires' && act.verdict === 'fires') {
      list[list.length - 1] = { ...act, times: before.times + act.times }
    } else list.push(act)
  }
  return list
}

/** What is stored of a property, unflagged and in order; read once per news, as far back as any rule asks. */
function readerOf(
  ctx: Pick<Ctx, 'db'>,
): (asset: string, property: string, from: number) => Promise<readonly Reading[]> {
  const kept = new Map<string, { from: number; readings: readonly Reading[] }>()
  return async (asset, property, from) => {
    const key = stateKey(asset, property)
    const found = kept.get(key)
    if (found && found.from <= from) return found.readings.filter((reading) => reading.at >= from)
    const rows = await storedValues(ctx, { asset, property, from, to: FAR }, EVERYTHING)
    const readings = [...rows.values()].filter((row) => row.quality === 'good')
    kept.set(key, { from, readings })
    return readings
  }
}

/** Beyond every stored time; what lies ahead of the clock is flagged `future` and left out with the other flags. */
const FAR = Date.parse('9999-01-01T00:00:00Z')

function actionOf({ rule, property, asset, news }: Task, act: Act): Action {
  const evidence = valueEvidence(rule, property, act, Math.max(...news.map((one) => one.at)))
  return { verdict: act.verdict, rule, asset, evidence, times: act.times }
}

function remembered(state: unknown): Memory | undefined {
  if (state === undefined) return undefined
  // Version 0.1.0 remembered the last judgement alone.
  const alone = 'settled' in (state as Memory) ? undefined : (state as Hysteresis)
  return alone ? { settled: alone, last: alone, value: null } : (state as Memory)
}

function unlike(memory: Memory, before: Memory | undefined): boolean {
  return (
    memory.last.firing !== before?.last.firing ||
    memory.last.since !== before.last.since ||
    memory.settled.at !== before.settled.at
  )
}
