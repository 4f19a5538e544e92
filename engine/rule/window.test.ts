import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, MINUTE, type WindowRule } from '#model'
import { limitOn, windowPoints } from './window.ts'

const T = Date.parse('2026-11-24T00:00:00Z')
const rule: WindowRule = {
  id: 'w',
  kind: 'window',
  name: { vi: 'w', en: 'w' },
  advice: { vi: '', en: '' },
  severity: 'medium',
  property: 'p',
  aggregate: 'mean',
  window: 4 * HOUR,
  step: HOUR,
  complete: 0.75,
  direction: 'above',
  limits: [{ from: '2023-09-12', fires: 50, clears: 45 }],
}

/** `at` in hours from T. */
function readings(pairs: readonly (readonly [at: number, value: number])[]) {
  return pairs.map(([at, value]) => ({ at: T + at * HOUR, value, source: 's' }))
}

function told(of: Partial<WindowRule>, pairs: readonly (readonly [at: number, value: number])[], after = -1): string[] {
  return windowPoints({ ...rule, ...of }, readings(pairs), T + after * HOUR).map(
    ({ at, value, count, beyond, back }) =>
      `${(at - T) / HOUR}:${value}/${count}${beyond ? ' beyond' : ''}${back ? ' back' : ''}`,
  )
}

test('the mean of the window that ends with each value, once enough of its steps are there', () => {
  assert.deepEqual(
    told({}, [
      [0, 40],
      [1, 40],
      [2, 100],
      [3, 40],
      [4, 0],
      [7, 40],
      [8, 40],
      [9, 43],
    ]),
    ['2:60/3 beyond', '3:55/4 beyond', '4:45/4 back', '9:41/3 back'],
  )
})

test('a window holds its end and not its beginning: exactly one value of each full hour', () => {
  const whole = { ...rule, complete: 1 }
  assert.deepEqual(
    told(
      whole,
      [0, 1, 2, 3, 4].map((at) => [at, at] as const),
    ),
    ['3:1.5/4 back', '4:2.5/4 back'],
  )
})

test('a mean weighs the steps alike, however many values each holds', () => {
  const list = [[0, 10], [1, 10], [2, 10], ...[0.1, 0.2, 0.3].map((more) => [2 + more, 100] as const)] as const
  // The window ends at 2.3: its steps are (1.3, 2.3], (0.3, 1.3] and (−0.7, 0.3].
  assert.deepEqual(told({}, list, 2.25), [`2.3:${((10 + 300) / 4 + 10 + 10) / 3}/3 back`])
})

test('other aggregates look at the values themselves', () => {
  const list = [
    [0, 3],
    [1, 9],
    [2, 1],
    [2.5, 5],
  ] as const
  const of = (aggregate: WindowRule['aggregate']) => told({ aggregate, complete: 0.5 }, list, 2)
  assert.deepEqual(
    (['max', 'min', 'sum', 'count'] as const).map((aggregate) => of(aggregate)[0]?.split('/')[0]),
    ['2.5:9', '2.5:1', '2.5:18', '2.5:4'],
  )
})

test('below works the other way round', () => {
  const low = { direction: 'below', limits: [{ from: '2020-01-01', fires: 10, clears: 15 }] } as const
  assert.deepEqual(
    told(
      low,
      [0, 1, 2].map((at) => [at, 9] as const),
    ),
    ['2:9/3 beyond'],
  )
})

test('several readings of one instant make one point, that sees them all', () => {
  assert.deepEqual(
    told({}, [
      [0, 30],
      [1, 30],
      [2, 0],
      [2, 60],
    ]),
    ['2:30/3 back'],
  )
})

test('each limit counts from its local day on, and before the first there is none', () => {
  const limits = [
    { from: '2023-09-12', fires: 50, clears: 45 },
    { from: '2026-01-01', fires: 45, clears: 40 },
  ]
  // Local midnight of 1 January 2026 is 17:00 of the day before in UTC.
  const turn = Date.parse('2025-12-31T17:00:00Z')
  assert.equal(limitOn(limits, turn - 1)?.fires, 50)
  assert.equal(limitOn(limits, turn)?.fires, 45)
  assert.equal(limitOn(limits, Date.parse('2023-09-11T16:59:59Z')), undefined)
  const hours = Array.from({ length: 6 }, (_, at) => ({ at: turn + (at - 3) * HOUR, value: 47, source: 's' }))
  const points = windowPoints({ ...rule, limits }, hours, 0)
  assert.deepEqual(
    points.map((point) => point.beyond),
    [false, true, true, true],
  )
  assert.deepEqual(
    windowPoints(
      { ...rule, limits },
      hours.map((one) => ({ ...one, at: one.at - 1000 * DAY })),
      0,
    ),
    [],
  )
})

test('a second way of computing agrees over random readings', () => {
  let seed = 7
  const next = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n
  for (let turn = 0; turn < 200; turn += 1) {
    const list: { at: number; value: number; source: string }[] = []
    for (let at = T; at < T + 12 * HOUR; at += (1 + next(90)) * MINUTE) list.push({ at, value: next(100), source: 's' })
    const points = new Map(windowPoints(rule, list, 0).map((point) => [point.at, point.value]))
    for (const { at } of list) {
      const means: number[] = []
      for (let back = 0; back < 4; back += 1) {
        const inside = list.filter((one) => one.at <= at - back * HOUR && one.at > at - (back + 1) * HOUR)
        if (inside.length > 0) means.push(inside.reduce((all, one) => all + one.value, 0) / inside.length)
      }
      const expected = means.length < 3 ? undefined : means.reduce((all, one) => all + one, 0) / means.length
      const got = points.get(at)
      assert.ok(expected === undefined ? got === undefined : Math.abs((got ?? -1) - expected) < 1e-9, `${turn} ${at}`)
    }
  }
})
