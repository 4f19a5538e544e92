import { EVERYTHING, HOUR, type ObservationDraft, type Rule, defineService } from '#model'
import { listAlerts } from '#engine/alert'
import { accept } from '#engine/observation'
import { ensureSource } from '#engine/source'
import { caller, putTestAssets, testContext, testService } from '#tests'
import { runRules } from './run.ts'

const NOW = Date.parse('2026-11-24T10:30:00Z')
const words = { vi: 'x', en: 'x' }
const common = { name: words, advice: words, severity: 'medium', property: 'wind' } as const

/** One of each kind of value rule. */
export const RULES: readonly Rule[] = [
  { ...common, id: 'gust', kind: 'threshold', direction: 'above', fires: 25, clears: 20, hold: 0 },
  {
    ...common,
    id: 'mean',
    kind: 'window',
    aggregate: 'mean',
    window: 4 * HOUR,
    step: HOUR,
    complete: 0.75,
    direction: 'above',
    limits: [{ from: '2020-01-01', fires: 30, clears: 25 }],
    standing: { types: ['mast'], otherwise: 'low' },
  },
  { ...common, id: 'jump', kind: 'rate', direction: 'either', per: HOUR, within: 3 * HOUR, fires: 40, clears: 20 },
  { ...common, id: 'stuck', kind: 'stuck', count: 3, span: 2 * HOUR, except: [] },
]

/** A context in which one rule alone follows one mast. */
export async function ruleRoom(only: string) {
  const rules = RULES.filter((rule) => rule.id === only)
  const t = await testContext({ services: [defineService({ ...testService, rules, derivations: [] })] })
  t.clock.set(NOW)
  await putTestAssets(t.ctx, { m1: 'A' })
  const source = await ensureSource(t.ctx, caller(), 'src')
  let runner = await runRules(t.ctx)
  return {
    t,
    /** Stores [hours before now, value] in one batch, and answers the rule's alerts. */
    async send(...list: [back: number, value: number, quality?: ObservationDraft['quality']][]): Promise<string[]> {
      const drafts = list.map(([back, value, quality = 'good']): ObservationDraft => {
        return { kind: 'observation', asset: 'm1', property: 'wind', at: NOW - back * HOUR, value, quality }
      })
      t.clock.advance(1000)
      await accept(t.ctx, source, drafts)
      await runner.caughtUp()
      return (await this.list()).map((one) => `${one.state} ×${one.times} ${one.last.value}`)
    },
    async list() {
      const { items } = await listAlerts(t.ctx, { rule: only }, EVERYTHING, { limit: 100 })
      return items.toReversed()
    },
    async changes(): Promise<string[]> {
      const rows = await t.ctx.db.query<{ act: string; text: string }>(
        `select act, evidence->'text'->>'vi' as text from alert_change order by id`,
      )
      return rows.map((row) => `${row.act}: ${row.text}`)
    },
    async restart() {
      await runner.stop()
      runner = await runRules(t.ctx)
    },
    /** The whole journal once more, as after a crash between what was done and the cursor that says so. */
    async handleAgain() {
      await runner.stop()
      await t.ctx.db.query(`update journal_cursor set seq = 0 where consumer = 'rule'`)
      runner = await runRules(t.ctx)
      await runner.caughtUp()
    },
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await t[Symbol.asyncDispose]()
    },
  }
}
