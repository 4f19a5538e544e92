import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR } from '#model'
import { type ProofHour, countedHours, hoursOf, weightOf } from './hours.ts'

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

test('of a day: the largest hour, and the eight in a row, are told apart from hours that were only looked at', () => {
  const back = (count: number): number[] => Array.from({ length: count }, (_, at) => at)
  // Hours back 3…10 are the eight; 20 is the largest single one, alone.
  const inputs = back(24).map((at) =>
    hour('o3', at, at === 20 ? 190 : 50 + (at % 5), at === 20 || (at >= 3 && at < 11) ? 1 : 0),
  )
  const [ozone] = hoursOf(inputs, AT, 24, ['o3'])
  assert.ok(ozone)
  const backs = (length: number): number[] => countedHours(ozone, length).map(({ at }) => (AT - at) / HOUR)
  assert.deepEqual(backs(1), [20])
  assert.deepEqual(
    backs(8).toSorted((a, b) => a - b),
    [3, 4, 5, 6, 7, 8, 9, 10],
  )
  const [pm] = hoursOf(
    back(20).map((at) => hour('pm25', at, 30, 1)),
    AT,
    24,
    ['pm25'],
  )
  assert.ok(pm)
  assert.equal(countedHours(pm, 24).length, 20)
  assert.equal(pm.missing, 4)
})
