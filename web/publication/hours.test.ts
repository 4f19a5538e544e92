import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, type PublicHistory, type PublicValue } from '#model'
import { meanOver, standingOf, valuesOf } from './hours.ts'

const AT = Date.parse('2026-11-23T10:00:00Z')
const value: PublicValue = {
  property: 'vn_aqi_h',
  value: 64,
  level: 'moderate',
  at: new Date(AT).toISOString(),
  running: true,
  received_at: new Date(AT + 60_000).toISOString(),
  stale: false,
  stale_from: new Date(AT + 3 * HOUR).toISOString(),
}

test('an answer that nobody renews goes grey by itself, at its own moment', () => {
  const asset = { values: [value] }
  assert.deepEqual(
    [standingOf(asset, 'vn_aqi_h', AT + HOUR - 1).value, standingOf(asset, 'vn_aqi_h', AT).running],
    [64, true],
  )
  assert.equal(standingOf(asset, 'vn_aqi_h', AT + HOUR).running, false)
  const later = standingOf(asset, 'vn_aqi_h', AT + 3 * HOUR)
  assert.deepEqual([later.value, later.unknownSince], [null, AT + 3 * HOUR])
})

test('what was never heard of is unknown, since no moment', () => {
  const never = { ...value, value: null, at: null, received_at: null, stale: true, stale_from: null }
  assert.deepEqual(standingOf({ values: [never] }, 'vn_aqi_h', AT), {
    value: null,
    unknownSince: null,
    at: null,
    running: false,
    receivedAt: null,
  })
  assert.equal(standingOf({ values: [] }, 'vn_aqi_h', AT).value, null)
})

const history = (values: readonly (number | null)[]): PublicHistory =>
  ({
    items: values.map((one, at) => ({
      at: new Date(AT + at * HOUR).toISOString(),
      running: at === values.length - 1,
      values: [{ property: 'pm25', value: one, level: null }],
    })),
  }) as unknown as PublicHistory

test('a mean holds the hours that are over, and says nothing of too few', () => {
  assert.equal(meanOver(history([10, 20, 30, 40, 999]), 'pm25', 4), 25)
  assert.equal(meanOver(history([10, null, 30, 50, 999]), 'pm25', 4), 30)
  assert.equal(meanOver(history([10, null, null, 50, 999]), 'pm25', 4), undefined)
  assert.equal(meanOver(history([null, 999]), 'pm25', 1), undefined)
  assert.equal(meanOver(history([10, 999]), 'o3', 1), undefined)
})

test('a gap stays a gap', () => {
  assert.deepEqual(
    valuesOf(history([1, null]), 'pm25').map((one) => one.value),
    [1, null],
  )
})
