import { EVERYTHING } from '#model'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { observationNews } from '#engine/observation'
import { type Consumer, type JournalEntry, consume } from '#platform/journal'
import { watchAbsence } from './absence.ts'
import { carryOut } from './carry-out.ts'
import { watchDates } from './due-date.ts'
import { judgeFlags } from './judge-flags.ts'
import { judgeValues } from './judge-values.ts'
import { type States, partsOf, stateKey } from './memory.ts'
import { selectStates } from './store.ts'
import type { Watch } from './watch.ts'
import { type Windows, openWindows } from './windows.ts'

export interface RuleRunner extends Pick<Consumer, 'caughtUp' | 'position'> {
  stop(): Promise<void>
}

/** Follows the journal and asks the services' rules about everything new, in order, whatever crashes in between. */
export async function runRules(ctx: Ctx): Promise<RuleRunner> {
  const memory: RuleMemory = { states: new Map(), unsaved: new Set(), seen: new Map(), windows: openWindows() }
  const watches = [watchAbsence(ctx, memory.states), watchDates(ctx, memory.states)]
  const consumer = await consume(ctx, 'rule', (entries) => follow(ctx, entries, memory, watches), {
    async begin() {
      // Another process may have judged meanwhile: what it remembered is what counts.
      memory.unsaved.clear()
      memory.seen.clear()
      memory.windows.clear()
      memory.states.clear()
      for (const row of await selectStates(ctx.db)) memory.states.set(stateKey(row.rule, row.subject), row.state)
    },
    async save() {
      const keys = [...memory.unsaved]
      await carryOut(ctx, [], statesOf(keys, memory.states))
      for (const key of keys) memory.unsaved.delete(key)
    },
  })
  return {
    caughtUp: () => consumer.caughtUp(),
    position: () => consumer.position(),
    async stop() {
      await Promise.all([consumer.stop(), ...watches.map((watch) => watch.stop())])
    },
  }
}

interface RuleMemory {
  readonly states: Map<string, unknown>
  /** Keys whose state is newer than what is stored: it had no consequence, but says how far the rule has come. */
  readonly unsaved: Set<string>
  /** The newest news of the keys judged since this process began: between two changes, only memory knows it. */
  readonly seen: Map<string, number>
  readonly windows: Windows
}

async function follow(
  ctx: Ctx,
  entries: readonly JournalEntry[],
  { states, unsaved, seen, windows }: RuleMemory,
  watches: readonly Watch[],
): Promise<void> {
  const news = entries.flatMap(observationNews)
  if (news.length === 0) return
  const assets = await findAssets(ctx, [...new Set(news.map((one) => one.asset))], EVERYTHING)
  // Judged beside what is remembered: when the commit fails the news comes again, and must find the states as they were.
  const judged = new Map<string, unknown>()
  const overlay: States = {
    get: (key) => (judged.has(key) ? judged.get(key) : states.get(key)),
    set: (key, state) => judged.set(key, state),
  }
  const now = ctx.clock.now()
  const values = await judgeValues(ctx, news, assets, overlay, seen, windows, now)
  const flags = judgeFlags(ctx.services, news, assets, overlay, now)
  const changed = new Set([...values.changed, ...flags.changed])
  await carryOut(ctx, [...values.actions, ...flags.actions], statesOf(changed, judged))
  for (const [key, state] of judged) {
    states.set(key, state)
    if (changed.has(key)) unsaved.delete(key)
    else unsaved.add(key)
  }
  for (const [key, at] of values.seen) seen.set(key, at)
  for (const watch of watches) await watch.heard(news, assets)
}

function statesOf(keys: Iterable<string>, states: Pick<States, 'get'>) {
  return [...keys].map((key) => ({ ...partsOf(key), state: states.get(key) }))
}
