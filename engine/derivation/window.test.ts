import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, LOCAL_OFFSET } from '#model'
import { affectedPeriods, awaitedPeriod, knownFrom, spanOf, startOf, windowOf } from './window.ts'

/** Local midnight of 24 November 2026. */
const MIDNIGHT = Date.parse('2026-11-24T00:00:00Z') - LOCAL_OFFSET
const day = { per: 'day', reach: 24 } as const
const at = (hour: number): number => MIDNIGHT + hour * HOUR

test('a day begins on local midnight and looks at its own 24 hours', () => {
  assert.equal(startOf(day, at(23) + HOUR - 1), MIDNIGHT)
  assert.equal(startOf(day, at(24)), MIDNIGHT + DAY)
  assert.deepEqual(spanOf(day, MIDNIGHT), { from: MIDNIGHT, to: MIDNIGHT + DAY })
  assert.equal(knownFrom(day, MIDNIGHT), MIDNIGHT + DAY)
  const asked: string[] = []
  const means = { get: (key: string) => void asked.push(key) } as unknown as ReadonlyMap<string, never>
  const window = windowOf(day, MIDNIGHT, means)
  window.mean('p', 0)
  window.mean('p', 23)
  assert.deepEqual([window.at, ...asked], [at(23), `p ${at(23)}`, `p ${at(0)}`])
})

test('a changed hour reaches the one day that holds it, and only once that day has ended', () => {
  assert.deepEqual(affectedPeriods(day, [at(0), at(23)], at(24)), [MIDNIGHT])
  assert.deepEqual(affectedPeriods(day, [at(0), at(23)], at(24) - 1), [])
  assert.deepEqual(affectedPeriods(day, [at(-1), at(24), at(3)], at(80)), [MIDNIGHT - DAY, MIDNIGHT, MIDNIGHT + DAY])
})

test('a day that looks further back than itself is reached by the days before it', () => {
  assert.deepEqual(affectedPeriods({ per: 'day', reach: 31 }, [at(16)], at(80)), [MIDNIGHT])
  assert.deepEqual(affectedPeriods({ per: 'day', reach: 31 }, [at(17)], at(80)), [MIDNIGHT, MIDNIGHT + DAY])
})

test('a period that is not known yet is awaited when something bears on it', () => {
  assert.equal(awaitedPeriod(day, [at(5)], at(6)), MIDNIGHT)
  assert.equal(awaitedPeriod(day, [at(-5)], at(6)), undefined)
  assert.equal(awaitedPeriod(day, [at(5)], at(24)), undefined)
  assert.equal(awaitedPeriod({ reach: 3 }, [at(4)], at(5) + 1), at(6))
  assert.equal(awaitedPeriod({ reach: 3 }, [at(3)], at(5) + 1), undefined)
})
