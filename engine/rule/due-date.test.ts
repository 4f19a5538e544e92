import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, EVERYTHING, HOUR, defineService } from '#model'
import { listAlerts } from '#engine/alert'
import { putAssets } from '#engine/asset'
import { accept } from '#engine/observation'
import { ensureSource } from '#engine/source'
import { caller, testContext, testService } from '#tests'
import { runRules } from './run.ts'

const NOW = Date.parse('2026-11-24T03:30:00Z')
const words = { vi: 'Quá hạn', en: 'Overdue' }
const rule = {
  id: 'mast-calibration',
  kind: 'due',
  name: words,
  advice: words,
  severity: 'low',
  assetType: 'mast',
  date: 'calibration_due',
} as const
const mast = { id: 'm1', name: 'Cột', type: 'mast', service: 'weather', lat: 12.7, lon: 108 }

async function room() {
  const t = await testContext({ services: [defineService({ ...testService, rules: [rule], derivations: [] })] })
  t.clock.set(NOW)
  const runner = await runRules(t.ctx)
  const source = await ensureSource(t.ctx, caller(), 'src')
  let minute = 0
  return {
    t,
    async describe(of: Record<string, unknown> = {}) {
      const answer = await putAssets(t.ctx, t.ctx, caller(), [{ ...mast, ...of }], 'vi')
      return answer.rejected.map((one) => one.problem.pointer)
    },
    async hear() {
      const at = t.clock.now() - (minute += 1)
      await accept(t.ctx, source, [{ kind: 'observation', asset: 'm1', property: 'wind', at, value: 1 }])
      await runner.caughtUp()
    },
    async alerts() {
      const { items } = await listAlerts(t.ctx, {}, EVERYTHING, { limit: 10 })
      return items.toReversed().map((one) => `${one.state} ×${one.times} ${one.last.text.vi}`)
    },
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await t[Symbol.asyncDispose]()
    },
  }
}

test('a day that has passed raises one alert, and a later day ends it', async () => {
  await using r = await room()
  await r.describe({ calibration_due: '2026-11-23' })
  await r.hear()
  assert.deepEqual(await r.alerts(), ['open ×1 Hạn hiệu chuẩn 23/11/2026, đã quá hạn'])
  await r.hear()
  assert.deepEqual(await r.alerts(), ['open ×1 Hạn hiệu chuẩn 23/11/2026, đã quá hạn'])
  await r.describe({ calibration_due: '2027-05-23' })
  await r.hear()
  assert.deepEqual(await r.alerts(), ['resolved ×1 Hạn hiệu chuẩn 23/11/2026, đã quá hạn'])
})

test('the day itself is still good: it passes at the local midnight after it, without any news', async () => {
  await using r = await room()
  await r.describe({ calibration_due: '2026-11-24' })
  await r.hear()
  assert.deepEqual(await r.alerts(), [])
  // 24:00 of that day in Vietnam is 17:00 UTC.
  r.t.clock.set(Date.parse('2026-11-24T17:00:00Z'))
  for (let i = 0; i < 50 && (await r.alerts()).length === 0; i += 1) await new Promise((done) => setTimeout(done, 100))
  assert.deepEqual(await r.alerts(), ['open ×1 Hạn hiệu chuẩn 24/11/2026, đã quá hạn'])
})

test('a date that is left out stays, null takes it away, and a day that no calendar has is refused', async () => {
  await using r = await room()
  await r.describe({ calibration_due: '2026-11-20' })
  await r.describe({ name: 'Cột mới' })
  await r.hear()
  assert.equal((await r.alerts()).length, 1)
  assert.deepEqual(await r.describe({ calibration_due: '2026-02-30' }), ['/0/calibration_due'])
  await r.describe({ calibration_due: null })
  await r.hear()
  assert.deepEqual(await r.alerts(), ['resolved ×1 Hạn hiệu chuẩn 20/11/2026, đã quá hạn'])
})

test('an asset without a date is never overdue', async () => {
  await using r = await room()
  await r.describe()
  await r.hear()
  r.t.clock.advance(400 * DAY + HOUR)
  await r.hear()
  assert.deepEqual(await r.alerts(), [])
})
