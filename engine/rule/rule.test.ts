import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, EVERYTHING, HOUR, MINUTE, type ObservationDraft, Problem } from '#model'
import { acknowledge, listAlerts, resolve } from '#engine/alert'
import { accept } from '#engine/observation'
import { ensureSource } from '#engine/source'
import { caller, putTestAssets, testContext, testService } from '#tests'
import { runRules } from './run.ts'

const NOW = Date.parse('2026-11-24T10:30:00Z')

async function room() {
  const t = await testContext({ services: [testService] })
  t.clock.set(NOW)
  await putTestAssets(t.ctx, { m1: 'A', m2: 'B' })
  const source = await ensureSource(t.ctx, caller(), 'src')
  let runner = await runRules(t.ctx)
  return {
    t,
    async send(value: number, more: Partial<ObservationDraft> = {}) {
      const draft = { kind: 'observation', asset: 'm1', property: 'wind', at: t.clock.now(), value, ...more } as const
      await accept(t.ctx, source, [draft])
      await runner.caughtUp()
    },
    /** Until the absence of `rule` is judged: deadlines are looked at each second. */
    async until(what: (states: string[]) => boolean) {
      for (let i = 0; i < 60; i += 1) {
        if (what(await this.alerts())) return
        await new Promise((done) => setTimeout(done, 100))
      }
      assert.fail(`never: ${(await this.alerts()).join()}`)
    },
    async alerts(): Promise<string[]> {
      const { items } = await listAlerts(t.ctx, {}, EVERYTHING, { limit: 100 })
      return items.map((one) => `${one.rule} ${one.subject} ${one.state} ×${one.times}`).toReversed()
    },
    async restart() {
      await runner.stop()
      runner = await runRules(t.ctx)
    },
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await t[Symbol.asyncDispose]()
    },
  }
}

test('one open alert per rule and subject: refreshed, not repeated, ended by the rule, then a new one', async () => {
  await using r = await room()
  await r.send(24)
  assert.deepEqual(await r.alerts(), [])
  await r.send(26)
  r.t.clock.advance(MINUTE)
  await r.send(30)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 open ×2'])
  const [alert] = (await listAlerts(r.t.ctx, {}, EVERYTHING, { limit: 1 })).items
  assert.equal(alert?.first.value, 26)
  assert.equal(alert?.last.value, 30)
  assert.equal(alert?.agency, 'A')
  assert.equal(alert?.last.text.vi, 'Gió 30,0 m/s, ngưỡng 25,0')
  r.t.clock.advance(MINUTE)
  await r.send(22)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 open ×2'])
  r.t.clock.advance(MINUTE)
  await r.send(19)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 resolved ×2'])
  r.t.clock.advance(MINUTE)
  await r.send(27, { asset: 'm2' })
  r.t.clock.advance(MINUTE)
  await r.send(27)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 resolved ×2', 'wind-strong m2 open ×1', 'wind-strong m1 open ×1'])
})

test('flagged and yesterday-old values raise nothing; a late one does not end what holds now', async () => {
  await using r = await room()
  await r.send(90, { quality: 'calibration' })
  await r.send(90, { at: NOW - DAY - MINUTE })
  assert.deepEqual(await r.alerts(), [])
  await r.send(90)
  await r.send(3, { at: NOW - HOUR })
  assert.deepEqual(await r.alerts(), ['wind-strong m1 open ×1'])
})

test('a restart neither repeats an alert nor forgets what the rule remembers', async () => {
  await using r = await room()
  await r.send(30)
  await r.restart()
  r.t.clock.advance(MINUTE)
  await r.send(22)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 open ×1'])
  r.t.clock.advance(MINUTE)
  await r.send(10)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 resolved ×1'])
})

test('acknowledge names an owner and changes nothing else; the second is told who was first', async () => {
  await using r = await room()
  await r.send(30)
  const [alert] = (await listAlerts(r.t.ctx, {}, EVERYTHING, { limit: 1 })).items
  const id = alert?.id as string
  const wrong = (code: string) => (error: unknown) => error instanceof Problem && error.code === code
  await assert.rejects(acknowledge(r.t.ctx, caller('B'), id, null), wrong('not_found'))
  const held = await acknowledge(r.t.ctx, caller('A'), id, 'đang xem')
  assert.equal(held.state, 'acknowledged')
  assert.equal(held.owner, 'token-A')
  await assert.rejects(acknowledge(r.t.ctx, caller(), id, null), wrong('conflict'))
  r.t.clock.advance(MINUTE)
  await r.send(31)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 acknowledged ×2'])
  await assert.rejects(resolve(r.t.ctx, caller('B'), id, 'x'), wrong('not_found'))
  await resolve(r.t.ctx, caller('A'), id, 'đã qua')
  await assert.rejects(resolve(r.t.ctx, caller('A'), id, 'x'), wrong('conflict'))
  const acts = await r.t.ctx.db.query<{ act: string }>('select act from audit order by id')
  assert.deepEqual(
    acts.map((row) => row.act),
    ['alert.acknowledge', 'alert.resolve'],
  )
  const changes = await r.t.ctx.db.query<{ act: string }>('select act from alert_change order by id')
  assert.deepEqual(
    changes.map((row) => row.act),
    ['raised', 'acknowledged', 'refreshed', 'resolved'],
  )
})

test('missing data never ends an alert; silence is an alert of its own, and news ends it', async () => {
  await using r = await room()
  await r.send(30)
  r.t.clock.advance(3 * HOUR - MINUTE)
  await new Promise((done) => setTimeout(done, 1200))
  assert.deepEqual(await r.alerts(), ['wind-strong m1 open ×1'])
  r.t.clock.advance(2 * MINUTE)
  await r.until((alerts) => alerts.length === 2)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 open ×1', 'mast-silent m1 open ×1'])
  const [silent] = (await listAlerts(r.t.ctx, { rule: 'mast-silent' }, EVERYTHING, { limit: 1 })).items
  assert.equal(silent?.last.text.vi, 'Chưa có số liệu từ 17:30 24/11/2026')
  await r.restart()
  await r.send(29)
  assert.deepEqual(await r.alerts(), ['wind-strong m1 open ×2', 'mast-silent m1 resolved ×1'])
  r.t.clock.advance(4 * HOUR)
  await r.until((alerts) => alerts.includes('mast-silent m1 open ×1'))
})

test('quality rules count what value rules must not see', async () => {
  await using r = await room()
  for (let i = 0; i < 3; i += 1) {
    r.t.clock.advance(MINUTE)
    await r.send(-1 - i)
  }
  assert.deepEqual(await r.alerts(), ['mast-flags m1 open ×1'])
  r.t.clock.advance(2 * HOUR)
  await r.send(5)
  assert.deepEqual(await r.alerts(), ['mast-flags m1 resolved ×1'])
})
