import { setImmediate } from 'node:timers/promises'
import type { Asset, ServiceDefinition } from '#model'
import type { Ctx } from '#engine/context'
import type { ObservationNews, ReadingSpan } from '#engine/observation'
import type { Action, Outcome } from './action.ts'
import { type States, stateKey } from './memory.ts'
import { lookback, pointsOf } from './points.ts'
import { type Act, type Memory, OLDEST, goOn, replay } from './replay.ts'
import { type Question, type Seen, type Task, spanOf, taskOf } from './task.ts'
import { valueEvidence } from './value-evidence.ts'
import type { Reading } from './verdict.ts'
import type { Windows } from './windows.ts'

export interface ValueOutcome extends Outcome {
  /** What `seen` must hold once the outcome is kept. */
  readonly seen: ReadonlyMap<string, number>
}

/** Series whose values are read at once: enough to be fast, few enough for days of them to be held together. */
const AT_ONCE = 50

/**
 * Asks the threshold, window, rate and stuck rules about the news of their property. News in order is judged from memory,
 * with the values beside it where the rule looks at any; whatever came late or was corrected is judged again from what is
 * stored.
 */
export async function judgeValues(
  ctx: Pick<Ctx, 'db' | 'services'>,
  news: readonly ObservationNews[],
  assets: ReadonlyMap<string, Asset>,
  states: States,
  seenOf: Seen,
  windows: Windows,
  now: number,
): Promise<ValueOutcome> {
  windows.forget(news)
  const actions: Action[] = []
  const changed = new Set<string>()
  const seen = new Map<string, number>()
  const tasks = questionsOf(ctx.services, news, assets, now).map((question) => taskOf(question, states, seenOf))
  const series = [...Map.groupBy(tasks, seriesOf).values()]
  for (let first = 0; first < series.length; first += AT_ONCE) {
    const some = series.slice(first, first + AT_ONCE)
    const stored = await readFor(ctx, windows, some)
    for (const [index, list] of some.entries()) {
      const readings = stored[index] ?? []
      for (const task of list) {
        const { acts, memory } = judge(task, readings, now)
        states.set(task.key, memory)
        seen.set(task.key, Math.max(task.seen ?? 0, task.newest))
        if (acts.length > 0 || unlike(memory, task.before)) changed.add(task.key)
        actions.push(...acts.map((act) => actionOf(task, act)))
      }
      // After a start days of every series are judged: whoever waits meanwhile gets a turn.
      if (readings.length > 0) await setImmediate()
    }
  }
  return { actions, changed, seen }
}

function questionsOf(
  services: readonly ServiceDefinition[],
  news: readonly ObservationNews[],
  assets: ReadonlyMap<string, Asset>,
  now: number,
): Question[] {
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

function seriesOf({ asset, property }: Task): string {
  return stateKey(asset.id, property.code)
}

/** What is stored of each series, as far as any of its tasks asks; nothing where memory has answered all of them. */
async function readFor(
  ctx: Pick<Ctx, 'db'>,
  windows: Windows,
  series: readonly (readonly Task[])[],
): Promise<readonly (readonly Reading[])[]> {
  const spans = series.map((tasks): ReadingSpan[] => {
    const asking = tasks.filter((task) => task.rest.length > 0)
    const { asset, property } = tasks[0] as Task
    const each = asking.map(spanOf)
    const from = Math.min(...each.map((one) => one.from))
    const to = Math.max(...each.map((one) => one.to))
    return asking.length === 0 ? [] : [{ asset: asset.id, property: property.code, from, to }]
  })
  const found = spans.flat().length === 0 ? [] : await windows.read(ctx, spans.flat())
  const rest = found.values()
  return spans.map((one) => (one.length === 0 ? [] : (rest.next().value ?? [])))
}

function judge(task: Task, readings: readonly Reading[], now: number): { acts: Act[]; memory: Memory } {
  const { rule, rest, memory, inOrder } = task
  if (rest.length === 0) return { acts: merged(task.acts), memory }
  const hold = rule.kind === 'threshold' ? rule.hold : 0
  const { from, to } = spanOf(task)
  const own = readings.filter(({ at }) => at >= from && at <= to)
  const after = inOrder ? from + lookback(rule) - 1 : memory.settled.at
  const points = pointsOf(rule, own, after)
  const cause = rest.some((one) => one.corrected) ? 'corrected' : 'late'
  const judged = inOrder ? goOn(points, hold, memory, now) : replay(points, hold, memory, { now, cause })
  return { acts: merged([...task.acts, ...judged.acts]), memory: judged.memory }
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

function actionOf({ rule, property, asset, newest }: Task, act: Act): Action {
  const evidence = valueEvidence(rule, property, act, newest)
  return { verdict: act.verdict, rule, asset, evidence, times: act.times }
}

function unlike(memory: Memory, before: Memory | undefined): boolean {
  return (
    memory.last.firing !== before?.last.firing ||
    memory.last.since !== before.last.since ||
    memory.settled.at !== before.settled.at
  )
}
