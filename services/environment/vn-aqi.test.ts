import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BREAKPOINTS, INDEXES, POLLUTANTS, type Pollutant } from './breakpoints.ts'
import { nowcast, roundIndex, subIndex, vnAqiHourly } from './vn-aqi.ts'

type Means = Readonly<Record<string, readonly (number | undefined)[]>>
const window = (means: Means) => ({ at: 0, mean: (property: string, back: number) => means[property]?.[back] })

function valueOf(means: Means): number | string {
  const derived = vnAqiHourly.derive(window(means))
  return 'value' in derived ? derived.value : derived.unknown.en
}

/** Steady particles: their NowCast is the value itself. */
const steady = (value: number): number[] => Array.from({ length: 12 }, () => value)
const close = (actual: number | undefined, expected: number, message?: string): void =>
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) < 1e-9, `${message ?? ''} ${actual} ≠ ${expected}`)

test('every breakpoint of QĐ 1459 stands for its index, and the line between two is straight', () => {
  for (const pollutant of POLLUTANTS) {
    const limits = BREAKPOINTS[pollutant]
    limits.forEach((limit, at) => {
      close(subIndex(pollutant, limit).index, INDEXES[at] as number, `${pollutant} ${limit}`)
      const next = limits[at + 1]
      if (next === undefined) return
      const middle = ((INDEXES[at] as number) + (INDEXES[at + 1] as number)) / 2
      const part = subIndex(pollutant, (limit + next) / 2)
      close(part.index, middle, `${pollutant} between ${limit} and ${next}`)
      assert.deepEqual([part.below.concentration, part.above?.concentration], [limit, next])
      assert.ok(subIndex(pollutant, limit + 1e-6).index > (INDEXES[at] as number))
    })
    const last = limits[limits.length - 1] as number
    for (const beyond of [last + 0.1, last * 10, 1e9]) {
      const part = subIndex(pollutant, beyond)
      assert.deepEqual([part.index, part.above], [500, null])
    }
  }
})

test('sub-indices computed by hand, one on each segment', () => {
  const byHand: readonly [Pollutant, number, number][] = [
    ['pm25', 12, 24], // 50/25 · 12
    ['pm25', 35.4, 70.8], // 50/25 · 10,4 + 50
    ['pm25', 65, 125], // 50/30 · 15 + 100
    ['pm25', 101, 165], // 50/70 · 21 + 150
    ['pm25', 180, 230], // 100/100 · 30 + 200
    ['pm25', 312.4, 362.4], // 100/100 · 62,4 + 300
    ['pm25', 380, 420], // 100/150 · 30 + 400
    ['pm10', 42, 42], // 50/50 · 42
    ['pm10', 120, 85], // 50/100 · 70 + 50
    ['pm10', 330, 190], // 50/100 · 80 + 150
    ['pm10', 399, 270], // 100/70 · 49 + 200
    ['pm10', 440, 325], // 100/80 · 20 + 300
    ['o3', 80, 25], // 50/160 · 80
    ['o3', 170, 62.5], // 50/40 · 10 + 50
    ['o3', 500, 225], // 100/400 · 100 + 200
    ['co', 1420, 7.1], // 50/10 000 · 1420
    ['co', 52_500, 175], // 50/15 000 · 7500 + 150
    ['so2', 215, 70], // 50/225 · 90 + 50
    ['so2', 2365, 450], // 100/530 · 265 + 400
    ['no2', 450, 125], // 50/500 · 250 + 100
    ['no2', 1775, 250], // 100/1150 · 575 + 200
  ]
  for (const [pollutant, concentration, index] of byHand)
    close(subIndex(pollutant, concentration).index, index, pollutant)
})

test('NowCast by hand', () => {
  assert.deepEqual(nowcast(steady(40)), { value: 40, weight: 1 })
  assert.deepEqual(nowcast(steady(0)), { value: 0, weight: 1 })
  // w* = 30/60 = ½ exactly: (60 + 30/2 + 60/4) / (1 + ½ + ¼) = 90/1,75
  close(nowcast([60, 30, 60])?.value, 90 / 1.75)
  // w* = 10/100 is less than ½: (100 + 10/2 + 10/4) / 1,75
  assert.deepEqual(nowcast([100, 10, 10]), { value: 107.5 / 1.75, weight: 0.5 })
  // w* = 40/50 = 0,8: (50 + 0,8·40) / 1,8
  close(nowcast([50, 40])?.value, 82 / 1.8)
  // A missing hour has no weight, and those after it keep their place: (20 + 0,64·16) / 1,64
  const gap = nowcast([20, undefined, 16])
  close(gap?.weight, 0.8)
  close(gap?.value, 30.24 / 1.64)
  // The hour itself may be missing: (0,5·30 + 0,25·60) / 0,75
  close(nowcast([undefined, 30, 60])?.value, 40)
  // A thirteenth hour is past.
  assert.deepEqual(nowcast([...steady(40), 400]), { value: 40, weight: 1 })
  // An old extreme counts in the weight and, faintly, in the mean.
  close(
    nowcast([40, 40, 40, ...Array.from({ length: 8 }, () => undefined), 400])?.value,
    (70 + 400 / 2048) / (1.75 + 1 / 2048),
  )
})

test('two of the newest three hours, or nothing', () => {
  const old = steady(30).slice(3)
  const no = undefined
  for (const newest of [[no, no, no], [30, no, no], [no, 30, no], [no, no, 30], []]) {
    assert.equal(nowcast(newest), undefined)
    assert.equal(nowcast([...newest, no, no, no].slice(0, 3).concat(old)), undefined)
  }
  for (const newest of [
    [30, 30, no],
    [30, no, 30],
    [no, 30, 30],
    [30, 30],
  ])
    close(nowcast(newest)?.value, 30)
})

test('half up, as decimals are', () => {
  const cases = [
    [0, 0],
    [0.49, 0],
    [0.5, 1],
    [50.49, 50],
    [50.5, 51],
    [150.499_999, 150],
    [59.5, 60],
    [499.5, 500],
  ] as const
  for (const [index, rounded] of cases) assert.equal(roundIndex(index), rounded)
  // 35,7 µg/m³ is 71,4; 18,75 is 37,5 and goes up.
  assert.equal(roundIndex(subIndex('pm25', 18.75).index), 38)
  // 47/30·1,5 … sums of thirds that binary fractions leave a hair below one half.
  assert.equal(roundIndex(100.5 - 2 ** -44), 101)
})

test('the worst sub-index counts: gases by their own hour, particles by NowCast', () => {
  assert.equal(valueOf({ pm25: steady(20) }), 40)
  assert.equal(valueOf({ pm10: steady(120) }), 85)
  assert.equal(valueOf({ pm25: steady(20), pm10: steady(120) }), 85)
  assert.equal(valueOf({ pm25: steady(20), no2: [450] }), 125)
  assert.equal(valueOf({ pm25: steady(20), o3: [170, 1000], co: [1420], so2: [40] }), 63)
  assert.equal(valueOf({ pm25: steady(20), no2: [undefined, 3000] }), 40)
  assert.equal(valueOf({ pm25: steady(900) }), 500)
  // A fire of this hour: (312,4 + 40·(½ + … + ½¹¹)) / (1 + ½ + … + ½¹¹) = 176,2333…
  assert.equal(valueOf({ pm25: [312.4, ...steady(40).slice(1)] }), 226)
})

test('without particles there is no index, and it says why', () => {
  const none = 'No PM2.5 and no PM10, so there is no AQI.'
  const few = 'PM2.5 and PM10 have fewer than two of the last three hours, so there is no AQI.'
  assert.equal(valueOf({}), none)
  assert.equal(valueOf({ no2: [450], o3: [100], co: [100], so2: [10] }), none)
  assert.equal(valueOf({ pm25: [30], no2: [450] }), few)
  assert.equal(valueOf({ pm25: [30], pm10: [undefined, 40, undefined, 40] }), few)
  assert.equal(valueOf({ pm25: [30], pm10: steady(40) }), 40)
})

test('the proof holds what is needed to compute the value again by hand', () => {
  const derived = vnAqiHourly.derive(window({ pm25: [50, 40], no2: [30] }))
  assert.ok('proof' in derived)
  const { inputs, parts, basis } = derived.proof
  assert.match(basis, /1459\/QĐ-TCMT/)
  const pm = inputs.filter((input) => input.property === 'pm25')
  const sum = pm.reduce((total, { value, weight }) => total + value * (weight ?? 0), 0)
  const weights = pm.reduce((total, { weight }) => total + (weight ?? 0), 0)
  close(parts.find((part) => part.property === 'pm25')?.concentration, sum / weights)
  assert.deepEqual(
    inputs.map((input) => [input.property, input.hours_back]),
    [
      ['no2', 0],
      ['pm25', 0],
      ['pm25', 1],
    ],
  )
  const indexes = parts.map(({ concentration: c, below, above }) => {
    assert.ok(above)
    const share = (c - below.concentration) / (above.concentration - below.concentration)
    return below.index + share * (above.index - below.index)
  })
  assert.equal(derived.value, Math.round(Math.max(...indexes)))
})

test('a changed hour changes its own index and the eleven after it, no others', () => {
  const asked = new Set<number>()
  const derived = vnAqiHourly.derive({
    at: 0,
    mean(_property, back) {
      asked.add(back)
      return 30
    },
  })
  assert.ok('value' in derived)
  assert.equal(vnAqiHourly.reach, 12)
  assert.deepEqual(
    [...asked].sort((a, b) => a - b),
    Array.from({ length: 12 }, (_, back) => back),
  )
})

test('weights in the proof: one for a gas, w to the power of the hours back for particles', () => {
  const derived = vnAqiHourly.derive(window({ pm10: [50, undefined, 40], no2: [30, 999] }))
  assert.ok('proof' in derived)
  assert.deepEqual(
    derived.proof.inputs.map(({ property, hours_back, value, weight }) => [property, hours_back, value, weight]),
    [
      ['no2', 0, 30, 1],
      ['pm10', 0, 50, 1],
      ['pm10', 2, 40, 0.8 ** 2],
    ],
  )
})

test('a concentration on a breakpoint is the end of the segment below it', () => {
  for (const pollutant of POLLUTANTS) {
    const limits = BREAKPOINTS[pollutant]
    limits.slice(1).forEach((limit, at) => {
      const { below, above } = subIndex(pollutant, limit)
      assert.deepEqual(below, { concentration: limits[at], index: INDEXES[at] }, `${pollutant} ${limit}`)
      assert.deepEqual(above, { concentration: limit, index: INDEXES[at + 1] }, `${pollutant} ${limit}`)
    })
  }
})
