import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, HOUR, type ObservationDraft, Problem } from '#model'
import { accept, storedValues } from '#engine/observation'
import { ensureSource } from '#engine/source'
import { caller, putTestAssets, testContext, testService } from '#tests'
import { proveObservation } from './prove.ts'
import { runDerivations } from './run.ts'
import { affectedPeriods } from './window.ts'

const NOW = Date.parse('2026-11-24T10:30:00Z')
const H = Date.parse('2026-11-24T00:00:00Z')

async function room() {
  const t = await testContext({ services: [testService] })
  t.clock.set(NOW)
  await putTestAssets(t.ctx, { m1: null, b1: 'B' })
  const source = await ensureSource(t.ctx, caller(), 'src')
  const runner = await runDerivations(t.ctx)
  return {
    t,
    /** Stores [hour, value] pairs and waits until everything that follows from them is stored too. */
    async send(...hours: [hour: number, value: number, quality?: ObservationDraft['quality']][]) {
      const drafts = hours.map(([hour, value, quality]): ObservationDraft => {
        const draft = { kind: 'observation', asset: 'm1', property: 'wind', at: H + hour * HOUR, value } as const
        return quality ? { ...draft, quality } : draft
      })
      await accept(t.ctx, source, drafts)
      await runner.caughtUp()
    },
    async derived() {
      const span = { asset: 'm1', property: 'wind_sum', from: H, to: H + 24 * HOUR }
      const rows = await storedValues(t.ctx, span, EVERYTHING)
      return [...rows.values()].map((row) => `${(row.at - H) / HOUR}:${row.value}${row.quality === 'good' ? '' : '!'}`)
    },
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await t[Symbol.asyncDispose]()
    },
  }
}

test('a changed hour reaches the hours that look back on it, up to now', () => {
  assert.deepEqual(affectedPeriods({ reach: 3 }, [0, HOUR], 24 * HOUR), [0, HOUR, 2 * HOUR, 3 * HOUR])
  assert.deepEqual(affectedPeriods({ reach: 3 }, [5 * HOUR], 6 * HOUR + 1), [5 * HOUR, 6 * HOUR])
})

test('derived in order, late and corrected hours compute again exactly what depends on them', async () => {
  await using r = await room()
  await r.send([1, 1], [2, 2], [4, 8])
  assert.deepEqual(await r.derived(), ['1:1', '2:3', '4:10'])
  await r.send([3, 4])
  assert.deepEqual(await r.derived(), ['1:1', '2:3', '3:7', '4:14'])
  await r.send([2, 20])
  assert.deepEqual(await r.derived(), ['1:1', '2:21', '3:25', '4:32'])
})

test('the order of arrival does not matter', async () => {
  const orders = [
    [1, 2, 3, 4, 5],
    [5, 3, 1, 4, 2],
    [2, 5, 4, 3, 1],
  ]
  const results = await Promise.all(
    orders.map(async (order) => {
      await using r = await room()
      for (const hour of order) await r.send([hour, hour * hour])
      return r.derived()
    }),
  )
  assert.deepEqual(results[1], results[0])
  assert.deepEqual(results[2], results[0])
})

test('a value that can no longer be computed stays, flagged, and counts for nothing', async () => {
  await using r = await room()
  await r.send([1, 1], [2, 2])
  await r.send([2, 2, 'calibration'])
  assert.deepEqual(await r.derived(), ['1:1', '2:3!'])
  await r.send([2, 2, 'good'])
  assert.deepEqual(await r.derived(), ['1:1', '2:3'])
})

test('the proof computes the same again and names every input', async () => {
  await using r = await room()
  await r.send([1, 1], [2, 2], [3, 4])
  const of = { asset: 'm1', property: 'wind_sum', at: H + 3 * HOUR }
  const proof = await proveObservation(r.t.ctx, of, EVERYTHING)
  assert.equal(proof.stored, 7)
  assert.equal(proof.recomputed, 7)
  assert.equal(proof.matches, true)
  assert.deepEqual(
    proof.inputs.map((input) => [input.at, input.value, input.count, input.sources]),
    [3, 2, 1].map((hour, i) => [new Date(H + hour * HOUR).toISOString(), [4, 2, 1][i], 1, ['src']]),
  )
  // A row that goes behind the centre's back shows.
  await r.t
    .owner('live')
    .query(`delete from observation where at = $1 and value = 2`, [new Date(H + 2 * HOUR).toISOString()])
  assert.equal((await proveObservation(r.t.ctx, of, EVERYTHING)).matches, false)
})

test('a value that changed after its hour tells what it was; one that changed while its hour ran does not', async () => {
  await using r = await room()
  const proofOf = async (hour: number) => {
    const of = { asset: 'm1', property: 'wind_sum', at: H + hour * HOUR }
    return (await proveObservation(r.t.ctx, of, EVERYTHING)).earlier.map((one) => one.value)
  }
  // 10:30 UTC: the hour 10 still runs.
  await r.send([9, 1], [10, 2])
  await r.send([10, 5])
  assert.deepEqual(await proofOf(10), [])
  await r.send([9, 4])
  assert.deepEqual(await proofOf(9), [1])
  r.t.clock.set(NOW + HOUR)
  await r.send([10, 6])
  assert.deepEqual(await proofOf(10), [9])
})

test('a proof is for those who may see the asset, and for derived values', async () => {
  await using r = await room()
  await r.send([1, 1])
  const of = { asset: 'm1', property: 'wind_sum', at: H + HOUR }
  const code = (expected: string) => (error: unknown) => error instanceof Problem && error.code === expected
  const stranger = [{ agency: 'B', service: null, unit: null }]
  await assert.rejects(proveObservation(r.t.ctx, of, stranger), code('not_found'))
  await assert.rejects(proveObservation(r.t.ctx, { ...of, property: 'wind' }, EVERYTHING), code('invalid'))
})
