import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR } from '#model'
import { type ProofHour, hoursOf, weightOf } from './hours.ts'

const AT = Date.parse('2026-11-23T02:00:00+07:00')
const hour = (property: string, back: number, value: number, weight: number): ProofHour => ({
  property,
  hours_back: back,
  value,
  weight,
  at: new Date(AT - back * HOUR).toISOString(),
  count: 12,
  sources: ['s1'],
  received_at: new Date(AT).toISOString(),
})

test('a window is whole: twelve hours, those that are missing without an input', () => {
  const [pm, gas] = hoursOf(
    [hour('pm25', 0, 34, 1), hour('pm25', 1, 33, 0.7), hour('pm25', 4, 24, 0.7 ** 4), hour('o3', 0, 58, 1)],
    AT,
    12,
    ['pm25', 'o3'],
  )
  assert.equal(pm?.hours.length, 12)
  assert.equal(pm?.missing, 9)
  assert.deepEqual(
    pm?.hours.flatMap(({ at, input }) => (input ? [(AT - at) / HOUR] : [])),
    [0, 1, 4],
  )
  assert.deepEqual([gas?.windowed, gas?.hours.length, gas?.missing], [false, 1, 0])
})

test('the weight is the one the engine used', () => {
  const [pm] = hoursOf([hour('pm25', 0, 34, 1), hour('pm25', 3, 25.5, 0.75 ** 3)], AT, 12, ['pm25'])
  assert.ok(pm)
  const { least, most, weight } = weightOf(pm)
  assert.deepEqual([least, most], [25.5, 34])
  assert.ok(Math.abs(weight - 0.75) < 1e-12)
})
