import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, MINUTE, type RateRule } from '#model'
import { ratePoints } from './rate.ts'

const rule: RateRule = {
  id: 'r',
  kind: 'rate',
  name: { vi: 'r', en: 'r' },
  advice: { vi: '', en: '' },
  severity: 'low',
  property: 'p',
  direction: 'either',
  per: HOUR,
  within: 3 * HOUR,
  fires: 100,
  clears: 50,
}

function told(of: Partial<RateRule>, list: readonly (readonly [minute: number, value: number, source?: string])[]) {
  const readings = list.map(([minute, value, source = 's']) => ({ at: minute * MINUTE, value, source }))
  return ratePoints({ ...rule, ...of }, readings, -1).map(
    ({ at, value, beyond, back }) => `${at / MINUTE}:${value}${beyond ? '!' : ''}${back ? '.' : ''}`,
  )
}

test('the change from one value to the next per hour, up or down', () => {
  const list = [
    [0, 10],
    [60, 120],
    [120, 5],
    [180, 80],
    [240, 80],
  ] as const
  assert.deepEqual(told({}, list), ['60:110!', '120:-115!', '180:75', '240:0.'])
  assert.deepEqual(told({ direction: 'up' }, list), ['60:110!', '120:-115.', '180:75', '240:0.'])
  assert.deepEqual(told({ direction: 'down' }, list), ['60:110.', '120:-115!', '180:75.', '240:0.'])
})

test('close values are not blown up, distant ones are spread, and too distant ones are no pair', () => {
  assert.deepEqual(
    told({}, [
      [0, 0],
      [5, 90],
      [125, 290],
      [400, 0],
    ]),
    ['5:90', '125:100'],
  )
})

test('values of two sources are never a pair', () => {
  assert.deepEqual(
    told({}, [
      [0, 0, 'a'],
      [10, 500, 'b'],
      [60, 10, 'a'],
      [70, 510, 'b'],
    ]),
    ['60:10.', '70:10.'],
  )
})

test('only what is later than asked makes a point, with the one before it in view', () => {
  const readings = [0, 60].map((minute) => ({ at: minute * MINUTE, value: minute * 10, source: 's' }))
  const [point, ...more] = ratePoints(rule, readings, 30 * MINUTE)
  assert.deepEqual(more, [])
  assert.deepEqual([point?.value, point?.before, point?.from, point?.limit], [600, 0, 0, 100])
})
