import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, type ObservationDraft, Problem, type ServiceDefinition } from '#model'
import type { Ctx } from '#engine/context'
import { runDerivations } from '#engine/derivation'
import { accept } from '#engine/observation'
import { ensureSource } from '#engine/source'
import { caller, putTestAssets, testContext, testService } from '#tests'
import { openCounter } from './counter.ts'
import { publicationsOf } from './find.ts'

/** Half past five in the afternoon of the 24th, in Vietnam. */
const NOW = Date.parse('2026-11-24T10:30:00Z')
const H = Date.parse('2026-11-24T10:00:00Z')
const gust = { ...(testService.properties[0] as (typeof testService.properties)[0]), code: 'gust' }
/** As the test service, with a property that is not public. */
const service: ServiceDefinition = { ...testService, properties: [...testService.properties, gust] }

async function room(published = service.published) {
  const t = await testContext({ services: [{ ...service, published }] })
  t.clock.set(NOW)
  await putTestAssets(t.ctx, { m1: null, m2: 'H15.NNMT' })
  await putTestAssets(t.demo, { d1: null })
  await t
    .owner('live')
    .query(
      `insert into live.agency (code, valid_from, name, short, kind) values ($1, '2025-07-01', $2, 'NNMT', 'department')`,
      ['H15.NNMT', 'Sở Nông nghiệp và Môi trường'],
    )
  const runner = await runDerivations(t.ctx)
  const counter = publicationsOf(t.ctx.services).map((one) => openCounter(t.ctx, one))[0]
  assert.ok(counter)
  return {
    t,
    counter,
    /** Stores [hours before now's hour, value] pairs and waits for what follows from them. */
    async send(
      asset: string,
      hours: readonly (readonly [back: number, value: number])[],
      more: { property?: string; quality?: ObservationDraft['quality']; ctx?: Ctx } = {},
    ) {
      const source = await ensureSource(
        more.ctx ?? t.ctx,
        caller(null, { context: more.ctx?.name ?? 'live' }),
        'nguon-noi-bo',
      )
      const drafts = hours.map(([back, value]): ObservationDraft => {
        const draft = {
          kind: 'observation',
          asset,
          property: more.property ?? 'wind',
          at: H - back * HOUR,
          value,
        } as const
        return more.quality ? { ...draft, quality: more.quality } : draft
      })
      await accept(more.ctx ?? t.ctx, source, drafts)
      await runner.caughtUp()
    },
    async figures(ctx = t.ctx) {
      const { answer } = await counter.figures(ctx)
      return Object.fromEntries(
        answer.items.map(({ id, values }) => [id, values.map((one) => `${one.property} ${one.value} ${one.level}`)]),
      )
    },
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await t[Symbol.asyncDispose]()
    },
  }
}
const code = (wanted: string) => (error: unknown) => error instanceof Problem && error.code === wanted

test('the newest good values in words; a flagged value is not among them', async () => {
  await using one = await room()
  await one.send('m1', [
    [2, 9],
    [1, 10],
    [0, 12.34],
  ])
  await one.send('m1', [[0.2, 999]], { quality: 'error' })
  assert.deepEqual(await one.figures(), {
    m1: ['wind 12.3 null', 'wind_sum 31.3 windy'],
    m2: ['wind null null', 'wind_sum null null'],
  })
  const { answer } = await one.counter.figures(one.t.ctx)
  const [wind] = answer.items[0]?.values ?? []
  assert.equal(wind?.at, new Date(H).toISOString())
  assert.equal(wind?.running, true)
  assert.equal(answer.mark, 'trial')
})

test('past the grace the value is gone and it says since when: unknown, not the last one and not zero', async () => {
  await using one = await room()
  await one.send('m1', [
    [1, 5],
    [0, 6],
  ])
  // every 3600 s + grace 7200 s after the start of the hour.
  one.t.clock.set(H + 3 * HOUR - 1)
  assert.deepEqual((await one.figures())['m1'], ['wind 6 null', 'wind_sum 11 calm'])
  one.t.clock.set(H + 3 * HOUR)
  // The counter kept the answer; a few seconds later it is made anew.
  one.t.clock.advance(6000)
  assert.deepEqual((await one.figures())['m1'], ['wind null null', 'wind_sum null null'])
  const { answer } = await one.counter.figures(one.t.ctx)
  const [, sum] = answer.items[0]?.values ?? []
  assert.equal(sum?.stale, true)
  assert.equal(sum?.at, new Date(H).toISOString())
  assert.equal(sum?.stale_from, new Date(H + 3 * HOUR).toISOString())
})

test('a stranger reaches nothing else: property, type, unconfirmed asset, another context', async () => {
  await using one = await room()
  await one.send('m1', [[0, 7]], { property: 'gust' })
  await one.send('m1', [[0, 1]])
  await one.t.ctx.db.query(`insert into asset (id, name, type, service, lat, lon, confirmed, created_at) values
    ('learned', 'L', 'mast', 'weather', 12, 108, false, '2026-11-24'),
    ('placeless', 'P', 'mast', 'weather', null, null, true, '2026-11-24'),
    ('camera', 'C', 'camera', 'weather', 12, 108, true, '2026-11-24'),
    ('foreign', 'F', 'mast', 'health', 12, 108, true, '2026-11-24')`)
  const { text, answer } = await one.counter.figures(one.t.ctx)
  assert.deepEqual(
    answer.items.map((asset) => asset.id),
    ['m1', 'm2'],
  )
  assert.doesNotMatch(text, /gust|nguon-noi-bo|learned|camera|foreign|placeless/)
  assert.deepEqual(Object.keys(await one.figures(one.t.demo)), ['d1'])
  assert.equal((await one.counter.figures(one.t.demo)).answer.mark, 'demo')
  for (const asset of ['learned', 'placeless', 'camera', 'foreign', 'd1', 'nobody', '']) {
    await assert.rejects(one.counter.history(one.t.ctx, asset, 24), code('not_found'), asset)
    const of = { asset, property: 'wind_sum', at: new Date(H).toISOString() }
    await assert.rejects(one.counter.proof(one.t.ctx, of), code('not_found'), asset)
  }
  const past = await one.counter.history(one.t.ctx, 'm1', 24)
  assert.doesNotMatch(past.text, /gust|nguon-noi-bo/)
  for (const property of ['gust', 'wind', 'nothing']) {
    const of = { asset: 'm1', property, at: new Date(H).toISOString() }
    await assert.rejects(one.counter.proof(one.t.ctx, of), code('not_found'), property)
  }
})

test('the past hour by hour: a missing hour is null, a flagged one too', async () => {
  await using one = await room()
  await one.send('m1', [
    [5, 3],
    [4, 4],
    [0, 8],
  ])
  await one.send('m1', [[3, 50]], { quality: 'range' })
  const { answer } = await one.counter.history(one.t.ctx, 'm1', 24)
  assert.equal(answer.items.length, 24)
  assert.deepEqual(
    answer.items.slice(-6).map(({ values }) => values.map((one) => one.value)),
    [
      [3, 3],
      [4, 7],
      [null, null],
      [null, null],
      [null, null],
      [8, 8],
    ],
  )
  assert.deepEqual(answer.items.at(-1)?.running, true)
  assert.equal((await one.counter.history(one.t.ctx, 'm1', 72)).answer.items.length, 72)
  const days = (await one.counter.history(one.t.ctx, 'm1', 'days')).answer
  assert.equal(days.items.length, 30)
  assert.equal(days.items.at(-1)?.at, '2026-11-22T17:00:00.000Z')
})

test('the proof is the one of the desk, with the provider in place of the source', async () => {
  await using one = await room()
  await one.send('m2', [
    [1, 5],
    [0, 6],
  ])
  const { answer, text } = await one.counter.proof(one.t.ctx, {
    asset: 'm2',
    property: 'wind_sum',
    at: '2026-11-24T17:20:00+07:00',
  })
  assert.deepEqual([answer.stored, answer.recomputed, answer.matches], [11, 11, true])
  assert.deepEqual(
    answer.inputs.map((input) => [input.value, ...input.sources]),
    [
      [6, 'Sở Nông nghiệp và Môi trường'],
      [5, 'Sở Nông nghiệp và Môi trường'],
    ],
  )
  assert.doesNotMatch(text, /nguon-noi-bo/)
  const at = (when: number) => ({ asset: 'm2', property: 'wind_sum', at: new Date(when).toISOString() })
  await assert.rejects(one.counter.proof(one.t.ctx, at(NOW + HOUR)), code('invalid'))
  await assert.rejects(one.counter.proof(one.t.ctx, at(NOW - 32 * DAY)), code('invalid'))
  const nothing = (await one.counter.proof(one.t.ctx, at(NOW - 9 * DAY))).answer
  assert.deepEqual([nothing.stored, nothing.recomputed, nothing.proof], [null, null, null])
  assert.ok(nothing.unknown)
})

test('what is withdrawn is gone at once: a property, and with it the proofs that would show it; an asset', async () => {
  const [gio] = service.published
  assert.ok(gio)
  await using one = await room([{ ...gio, properties: gio.properties.filter(({ code: name }) => name !== 'wind') }])
  await one.send('m1', [[0, 6]])
  assert.deepEqual((await one.figures())['m1'], ['wind_sum 6 calm'])
  const of = { asset: 'm1', property: 'wind_sum', at: new Date(H).toISOString() }
  await assert.rejects(one.counter.proof(one.t.ctx, of), code('not_found'))
  await one.t.ctx.db.query(`update asset set confirmed = false where id = 'm1'`)
  one.t.clock.advance(6000)
  assert.deepEqual(Object.keys(await one.figures()), ['m2'])
})

test('a service publishes nothing unless it says so', () => {
  assert.deepEqual(publicationsOf([{ ...service, published: [] }]), [])
})
