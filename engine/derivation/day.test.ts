import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, type Derivation, EVERYTHING, HOUR, LOCAL_OFFSET, defineService } from '#model'
import { accept, storedValues } from '#engine/observation'
import { ensureSource } from '#engine/source'
import { caller, putTestAssets, testContext, testService } from '#tests'
import { proveObservation } from './prove.ts'
import { runDerivations } from './run.ts'

/** Local midnight of 22 November 2026. */
const D0 = Date.parse('2026-11-22T00:00:00+07:00')
const NOW = D0 + 2 * DAY + 10 * HOUR

const texts = { vi: 'x', en: 'x' }
/** The largest hour of a local day, of which three hours at least are there. */
const dayMost: Derivation = {
  id: 'day-most',
  name: texts,
  inputs: ['wind'],
  output: 'wind_day',
  per: 'day',
  reach: 24,
  derive(window) {
    const hours = Array.from({ length: 24 }, (_, back) => ({ back, value: window.mean('wind', back) }))
    const there = hours.flatMap(({ back, value }) => (value === undefined ? [] : [{ back, value }]))
    if (there.length < 3) return { unknown: texts }
    const value = Math.max(...there.map((one) => one.value))
    const inputs = there.map((one) => ({ property: 'wind', hours_back: one.back, value: one.value, weight: 1 }))
    return { value, proof: { formula: texts, version: '1', basis: '-', inputs, parts: [] } }
  },
}
const [wind, sum] = testService.properties as [(typeof testService.properties)[0], (typeof testService.properties)[0]]
const service = defineService({
  ...testService,
  properties: [wind, sum, { ...sum, code: 'wind_day' }],
  derivations: [...testService.derivations, dayMost],
})

async function room(now = NOW) {
  const t = await testContext({ services: [service] })
  t.clock.set(now)
  await putTestAssets(t.ctx, { m1: null, m2: null })
  const source = await ensureSource(t.ctx, caller(), 'src')
  const runner = await runDerivations(t.ctx)
  return {
    t,
    /** Stores [hour from D0, value] pairs and waits for what follows from them. */
    async send(hours: readonly (readonly [hour: number, value: number])[], asset = 'm1') {
      const drafts = hours.map(([hour, value]) => {
        return { kind: 'observation', asset, property: 'wind', at: D0 + hour * HOUR, value } as const
      })
      await accept(t.ctx, source, drafts)
      await runner.caughtUp()
    },
    async days(asset = 'm1') {
      const span = { asset, property: 'wind_day', from: D0 - 9 * DAY, to: D0 + 9 * DAY }
      const rows = await storedValues(t.ctx, span, EVERYTHING)
      return [...rows.values()].map((row) => `${(row.at - D0) / DAY}:${row.value}`)
    },
    /** Everything derived and the commit that wrote it, to see what was written again. */
    async written(): Promise<Map<string, number>> {
      const rows = await t.ctx.db.query<{ key: string; seq: number }>(
        `select s.asset || ' ' || s.property || ' ' || (extract(epoch from o.at)::bigint - $1) / 3600 as key, o.seq
         from observation o join series s on s.id = o.series where s.property <> 'wind'`,
        [D0 / 1000],
      )
      return new Map(rows.map((row) => [row.key, Number(row.seq)]))
    },
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await t[Symbol.asyncDispose]()
    },
  }
}

const hoursOf = (from: number, to: number): [number, number][] =>
  Array.from({ length: to - from }, (_, at) => [from + at, 1 + ((from + at) % 24)])

test('a day stands at its local midnight, once it has ended', async () => {
  await using r = await room()
  await r.send(hoursOf(0, 58))
  assert.deepEqual(await r.days(), ['0:24', '1:24'])
  assert.equal(new Date(D0 + LOCAL_OFFSET).getUTCHours(), 0)
  // The hours on either side of midnight belong to their own days.
  await r.send([[24, 90]])
  assert.deepEqual(await r.days(), ['0:24', '1:90'])
  await r.send([[23, 80]])
  assert.deepEqual(await r.days(), ['0:80', '1:90'])
})

test('a day is computed when it ends, though the next one has begun to send', async () => {
  await using r = await room(D0 + 23 * HOUR + 59 * 60_000)
  await r.send(hoursOf(0, 24))
  assert.deepEqual(await r.days(), [])
  r.t.clock.set(D0 + DAY)
  await r.send([[24, 3]])
  for (let i = 0; i < 40 && (await r.days()).length === 0; i += 1) await new Promise((done) => setTimeout(done, 100))
  assert.deepEqual(await r.days(), ['0:24'])
})

test('a late or corrected hour writes again exactly the hours and the day that look at it', async () => {
  await using r = await room()
  await r.send([...hoursOf(0, 30), ...hoursOf(31, 58)])
  await r.send(hoursOf(0, 58), 'm2')
  const before = await r.written()
  const changed = async (): Promise<string[]> => {
    const after = await r.written()
    const list = [...after].filter(([key, seq]) => before.get(key) !== seq).map(([key]) => key)
    for (const [key, seq] of after) before.set(key, seq)
    return list.sort()
  }
  // Late: hour 30 is of the day that begins with hour 24.
  await r.send([[30, 77]])
  assert.deepEqual(await changed(), ['m1 wind_day 24', 'm1 wind_sum 30', 'm1 wind_sum 31', 'm1 wind_sum 32'])
  // Corrected, and not the day's largest: the day's value is the same, so nothing is written for it.
  await r.send([[40, 30]])
  assert.deepEqual(await changed(), ['m1 wind_sum 40', 'm1 wind_sum 41', 'm1 wind_sum 42'])
  await r.send([[5, 50]])
  assert.deepEqual(await changed(), ['m1 wind_day 0', 'm1 wind_sum 5', 'm1 wind_sum 6', 'm1 wind_sum 7'])
  // The same again is a duplicate: nothing at all.
  await r.send([[5, 50]])
  assert.deepEqual(await changed(), [])
})

test('what a recomputed day replaces is kept, and the proof stands beside the new value', async () => {
  await using r = await room()
  await r.send(hoursOf(0, 24))
  await r.send([[7, 60]])
  await r.send([[7, 61]])
  const kept = await r.t.ctx.db.query<{ value: number }>(
    `select p.value from observation_superseded p join series s on s.id = p.series where s.property = 'wind_day' order by p.id`,
  )
  assert.deepEqual(
    kept.map((row) => row.value),
    [24, 60],
  )
  const proof = await proveObservation(r.t.ctx, { asset: 'm1', property: 'wind_day', at: D0 + 13 * HOUR }, EVERYTHING)
  assert.deepEqual(
    [proof.at, proof.stored, proof.recomputed, proof.matches],
    [new Date(D0).toISOString(), 61, 61, true],
  )
  assert.deepEqual(
    proof.earlier.map((one) => [one.value, one.quality, one.received_at]),
    [60, 24].map((value) => [value, 'good', new Date(NOW).toISOString()]),
  )
  assert.equal(proof.computed_at, new Date(NOW).toISOString())
  assert.equal(proof.inputs.length, 24)
  assert.deepEqual(
    [proof.inputs[0]?.at, proof.inputs[23]?.at],
    [new Date(D0 + 23 * HOUR).toISOString(), new Date(D0).toISOString()],
  )
})

test('a day speaks for the present until the next one is due', async () => {
  await using r = await room()
  const [row] = await r.t.ctx.db.query<{ every: number; grace: number }>(
    `select every, grace from source where id = 'day-most'`,
  )
  assert.deepEqual([row?.every, row?.grace], [86_400, 86_400 + 7200])
})
