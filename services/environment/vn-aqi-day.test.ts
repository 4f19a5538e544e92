import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vnAqiDaily } from './vn-aqi-day.ts'

type Hours = Record<string, (number | undefined)[]>

function derive(hours: Hours) {
  return vnAqiDaily.derive({ at: 0, mean: (property, back) => hours[property]?.[23 - back] })
}
function value(hours: Hours): number | undefined {
  const derived = derive(hours)
  return 'value' in derived ? derived.value : undefined
}
function parts(hours: Hours): string[] {
  const derived = derive(hours)
  assert.ok('proof' in derived)
  return derived.proof.parts.map((part) => `${part.property}/${part.hours} ${part.concentration} → ${part.index}`)
}
const all = (number: number, length = 24): number[] => Array<number>(length).fill(number)
const clean = { pm25: all(0) }

test('a value for each local day, from its own 24 hours', () => {
  assert.deepEqual([vnAqiDaily.output, vnAqiDaily.per, vnAqiDaily.reach], ['vn_aqi_d', 'day', 24])
})

test('particles by the mean of the day, gases by their largest hour', () => {
  assert.deepEqual(parts({ pm25: [...all(0, 12), ...all(50, 12)], no2: [...all(0, 23), 150] }), [
    'no2/1 150 → 75',
    'pm25/24 25 → 50',
  ])
})

test('18 of 24 hours are enough, for each property by itself; 17 are not', () => {
  assert.equal(value({ pm25: all(25, 18) }), 50)
  assert.equal(value({ pm25: all(25, 17) }), undefined)
  assert.equal(value({ ...clean, no2: all(200, 18) }), 100)
  assert.equal(value({ ...clean, no2: all(200, 17) }), 0)
  assert.equal(value({ pm10: all(50), pm25: all(500, 17) }), 50)
})

test('without particles there is no index, and the reason is said', () => {
  const none = derive({ no2: all(100) })
  const few = derive({ pm10: all(10, 17), no2: all(100) })
  assert.ok('unknown' in none && 'unknown' in few)
  assert.match(none.unknown.vi, /Chưa có số liệu PM2,5 và PM10/)
  assert.match(few.unknown.vi, /chưa đủ 18 trong 24 giờ/)
})

test('O₃ takes the worse of its one-hour and its eight-hour branch', () => {
  assert.deepEqual(parts({ ...clean, o3: all(120) }), ['o3/1 120 → 37.5', 'o3/8 120 → 100', 'pm25/24 0 → 0'])
  const short = { ...clean, o3: [...all(0, 23), 200] }
  assert.deepEqual(parts(short), ['o3/1 200 → 100', 'o3/8 25 → 12.5', 'pm25/24 0 → 0'])
})

test('the eight-hour branch ends at 400: above it the one-hour branch stands alone', () => {
  assert.deepEqual(parts({ ...clean, o3: all(400) }), ['o3/1 400 → 200', 'o3/8 400 → 300', 'pm25/24 0 → 0'])
  assert.deepEqual(parts({ ...clean, o3: all(401) }), ['o3/1 401 → 200.25', 'pm25/24 0 → 0'])
})

test('eight hours lie within the day, six of them are there, and holes do not count as zero', () => {
  const gap = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? undefined : hour < 12 ? 120 : 0))
  assert.deepEqual(parts({ ...clean, o3: gap })[1], 'o3/8 120 → 100')
  const late = [...all(0, 18), ...all(120, 6)]
  assert.deepEqual(parts({ ...clean, o3: late })[1], 'o3/8 90 → 45')
})

test('the proof names every hour, and marks those that the concentrations are made of', () => {
  const derived = derive({ ...clean, o3: [...all(60, 8), ...all(50, 15), 200] })
  assert.ok('proof' in derived)
  const o3 = derived.proof.inputs.filter((input) => input.property === 'o3')
  assert.equal(o3.length, 24)
  assert.deepEqual(
    o3.filter((input) => input.weight === 1).map((input) => 23 - input.hours_back),
    [23, 22, 21, 20, 19, 18, 17, 16],
  )
})

test('an index of 500 ends the scale', () => {
  assert.equal(value({ pm25: all(900) }), 500)
})
