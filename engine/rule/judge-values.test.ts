import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, HOUR, type Rule, defineService } from '#model'
import { findAssets } from '#engine/asset'
import { type ObservationNews, accept } from '#engine/observation'
import { ensureSource } from '#engine/source'
import { caller, putTestAssets, testContext, testService } from '#tests'
import { judgeValues } from './judge-values.ts'
import { openWindows } from './windows.ts'

const NOW = Date.parse('2026-11-24T10:30:00Z')
const words = { vi: 'x', en: 'x' }
const common = { name: words, advice: words, severity: 'medium', property: 'wind' } as const
const window = { window: 4 * HOUR, step: HOUR, complete: 0.75, direction: 'above' } as const
const limits = [{ from: '2020-01-01', fires: 40, clears: 35 }]

const RULES: readonly Rule[] = [
  { ...common, id: 'mean', kind: 'window', aggregate: 'mean', ...window, limits },
  { ...common, id: 'most', kind: 'window', aggregate: 'max', ...window, limits },
  { ...common, id: 'jump', kind: 'rate', direction: 'either', per: HOUR, within: 3 * HOUR, fires: 40, clears: 20 },
  { ...common, id: 'stuck', kind: 'stuck', count: 3, span: 2 * HOUR, except: [] },
]

/** Repeatable numbers below `n`. */
function dice(seed: number): (n: number) => number {
  let state = seed
  return (n) => (state = (state * 48_271) % 2_147_483_647) % n
}

test('news in order, judged from memory and its neighbours, says what judging everything again would say', async () => {
  const services = [defineService({ ...testService, rules: RULES, derivations: [] })]
  await using t = await testContext({ services })
  t.clock.set(NOW)
  await putTestAssets(t.ctx, { m1: null, m2: null })
  const assets = await findAssets(t.ctx, ['m1', 'm2'], EVERYTHING)
  const source = await ensureSource(t.ctx, caller(), 'src')
  const other = await ensureSource(t.ctx, caller(), 'other')
  const next = dice(7)
  const quick = { states: new Map<string, unknown>(), seen: new Map<string, number>(), windows: openWindows() }
  const whole = new Map<string, unknown>()
  const hours: Record<string, number> = { m1: 70, m2: 70 }
  const told: string[] = []
  for (let batch = 0; batch < 120; batch += 1) {
    const drafts = Array.from({ length: 1 + next(3) }, () => {
      const asset = next(2) === 0 ? 'm1' : 'm2'
      // Mostly in order; now and then late, or another value for a time that was sent before.
      const ahead = (hours[asset] as number) - (1 + next(3)) / 2
      const back = next(6) === 0 ? Math.min(70, ahead + 3 + next(3)) : (hours[asset] = Math.max(0, ahead))
      const value = next(3) === 0 ? 90 : 10 + 10 * next(3)
      return { kind: 'observation', asset, property: 'wind', at: NOW - back * HOUR, value } as const
    })
    const answer = await accept(t.ctx, next(8) === 0 ? other : source, drafts)
    const news = drafts.map((draft): ObservationNews => ({
      ...draft,
      quality: 'good',
      corrected: answer.corrected > 0,
    }))
    const now = NOW - Math.min(...Object.values(hours)) * HOUR
    const fast = await judgeValues(t.ctx, news, assets, quick.states, quick.seen, quick.windows, now)
    for (const [key, at] of fast.seen) quick.seen.set(key, at)
    const slow = await judgeValues(t.ctx, news, assets, whole, new Map(), openWindows(), now)
    const wordsOf = (list: typeof fast.actions): string[] =>
      list.map(({ verdict, rule, asset, evidence, times }) => {
        return `${asset.id} ${rule.id} ${verdict} ×${times} ${evidence.at} ${evidence.text.en}`
      })
    assert.deepEqual(wordsOf(fast.actions), wordsOf(slow.actions), `batch ${batch}`)
    told.push(...fast.actions.map(({ verdict, rule }) => `${rule.id} ${verdict}`))
  }
  for (const rule of RULES) assert.ok(told.includes(`${rule.id} fires`) && told.includes(`${rule.id} ends`), rule.id)
})
