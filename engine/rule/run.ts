import { EVERYTHING } from '#model'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { observationNews } from '#engine/observation'
import { type Consumer, type JournalEntry, consume } from '#platform/journal'
import { type AbsenceWatch, watchAbsence } from './absence.ts'
import { carryOut } from './carry-out.ts'
import { type States, judgeNews, stateKey } from './judge-news.ts'
import { selectStates } from './store.ts'

export interface RuleRunner extends Pick<Consumer, 'caughtUp' | 'position'> {
  stop(): Promise<void>
}

/** Follows the journal and asks the services' rules about everything new, in order, whatever crashes in between. */
export async function runRules(ctx: Ctx): Promise<RuleRunner> {
  const states = new Map<string, unknown>()
  const absence = watchAbsence(ctx, states)
  const consumer = await consume(
    ctx,
    'rule',
    (entries) => follow(ctx, entries, states, absence),
    async () => {
      // Another process may have judged meanwhile: what it remembered is what counts.
      states.clear()
      for (const row of await selectStates(ctx.db)) states.set(stateKey(row.rule, row.subject), row.state)
    },
  )
  return {
    caughtUp: () => consumer.caughtUp(),
    position: () => consumer.position(),
    async stop() {
      await Promise.all([consumer.stop(), absence.stop()])
    },
  }
}

async function follow(
  ctx: Ctx,
  entries: readonly JournalEntry[],
  states: States,
  absence: AbsenceWatch,
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
  const { actions, changed } = judgeNews(ctx.services, news, assets, overlay, ctx.clock.now())
  await carryOut(
    ctx,
    actions,
    [...changed].map((key) => {
      const [rule, subject] = key.split('\0') as [string, string]
      return { rule, subject, state: judged.get(key) }
    }),
  )
  for (const [key, state] of judged) states.set(key, state)
  await absence.heard(news, assets)
}
