import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR } from '#model'
import { compareLimits, hourLimits, meanUntil, rollingMeans } from './averages.ts'

const NOW = Date.parse('2026-11-25T10:00:00+07:00')
/** So many hours up to NOW, the newest first; undefined is a missing hour. */
const hours = (values: readonly (number | undefined)[]) =>
  new Map(values.flatMap((value, back) => (value === undefined ? [] : [[NOW - back * HOUR, value] as const])))
const day = (value: number, count = 24) => hours(Array.from({ length: count }, () => value))

test('an average needs three quarters of its hours, and counts those that are there', () => {
  assert.equal(meanUntil(hours([10, 20]), NOW, 1), 10)
  assert.equal(meanUntil(day(40, 18), NOW, 24), 40)
  assert.equal(meanUntil(day(40, 17), NOW, 24), undefined)
  assert.equal(meanUntil(hours([8, undefined, 2, 2, 2, 2, undefined, 8]), NOW, 8), 4)
  assert.equal(meanUntil(hours([undefined, 5]), NOW, 1), undefined)
})

test('PM2.5 of 24 hours is held against 45 since 2026, and against 50 before', () => {
  const [found, ...more] = compareLimits('pm25', day(48), NOW)
  assert.deepEqual([found?.limit.value, found?.hours, found?.mean, more.length], [45, 24, 48, 0])
  assert.equal(hourLimits('pm25', Date.parse('2025-12-31T23:00:00+07:00'))[0]?.limit.value, 50)
})

test('ozone has a limit of one hour and one of eight; a year’s mean is not drawn', () => {
  assert.deepEqual(
    compareLimits('o3', hours([210, 100, 100, 100, 100, 100]), NOW).map(({ limit, mean }) => [
      limit.averaging,
      limit.value,
      mean,
    ]),
    [
      ['1h', 200, 210],
      ['8h', 120, 710 / 6],
    ],
  )
  assert.ok(hourLimits('so2', NOW).every(({ limit }) => limit.averaging !== 'year'))
  assert.deepEqual(hourLimits('temp', NOW), [])
})

test('without values every average is unknown, not zero', () => {
  assert.deepEqual(
    compareLimits('so2', new Map(), NOW).map(({ mean }) => mean),
    [undefined, undefined],
  )
})

test('a rolling mean stands where the hour itself has a value, and never before there is enough', () => {
  const means = hours([...Array.from({ length: 20 }, () => 10), undefined, ...Array.from({ length: 10 }, () => 30)])
  const points = rollingMeans(means, 24, NOW - 40 * HOUR, NOW)
  assert.equal(points.at(-1)?.at, NOW)
  assert.ok(points.every(({ at }) => means.has(at)))
  // Eighteen hours are there for the first time with the hour that has seventeen good ones before it.
  assert.equal(points[0]?.at, NOW - 12 * HOUR)
  assert.deepEqual(rollingMeans(means, 24, NOW, NOW).length, 1)
})
