import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ChartPoint, flagMarks, gapsOf, pointAt, scaleOf, spread, tableRows, withGaps, within } from './series.ts'

const MINUTE = 60_000
const point = (minutes: number, value: number, quality = 'good'): ChartPoint => ({
  at: minutes * MINUTE,
  value,
  quality,
})
/** Two hours are missing after the second value, and a broken sensor speaks in between. */
const day = [point(0, 10), point(60, 12), point(90, 9999, 'sentinel'), point(240, 14), point(300, 13)]

test('a gap stays a gap: the line has a hole, a flagged value does not fill it', () => {
  assert.deepEqual(
    withGaps(day, 90 * MINUTE).map(([, value]) => value),
    [10, 12, null, 14, 13],
  )
  assert.deepEqual(gapsOf(day, 90 * MINUTE), [{ from: 60 * MINUTE, to: 240 * MINUTE }])
  assert.deepEqual(gapsOf(day, 180 * MINUTE), [])
  assert.deepEqual(gapsOf([point(0, 1)], MINUTE), [])
})

test('values may come in any order', () => {
  assert.deepEqual(withGaps(day.toReversed(), 90 * MINUTE), withGaps(day, 90 * MINUTE))
  assert.deepEqual(tableRows(day.toReversed(), 90 * MINUTE), tableRows(day, 90 * MINUTE))
})

test('the twin table has every value in the order of the chart and names the gap where it is', () => {
  assert.deepEqual(
    tableRows(day, 90 * MINUTE).map((row) => ('gap' in row ? 'gap' : row.point.value)),
    [10, 12, 9999, 'gap', 14, 13],
  )
})

test('a scale is round, holds what is drawn with air above, and begins at zero unless all is far from it', () => {
  assert.deepEqual(scaleOf([57, 337.4, 250, 200], false), { min: 0, max: 400, step: 100 })
  assert.deepEqual(scaleOf([0.4, 1.1], false), { min: 0, max: 1.5, step: 0.5 })
  assert.deepEqual(scaleOf([1004, 1011], false), { min: 1004, max: 1012, step: 2 })
  assert.deepEqual(scaleOf([1004, 1011], true), { min: 0, max: 1500, step: 500 })
  assert.deepEqual(scaleOf([-8, 12], false), { min: -10, max: 15, step: 5 })
  for (const values of [[], [0], [0, 0], [7], [200, 200]]) {
    const { min, max, step } = scaleOf(values, false)
    assert.ok(max > min && step > 0, values.join(' '))
    assert.ok(values.every((value) => value >= min && value <= max))
  }
})

test('a flagged value beyond the scale sits on its edge and keeps its true value', () => {
  const marks = flagMarks([point(0, 9999, 'sentinel'), point(1, -5, 'negative'), point(2, 20, 'stuck'), point(3, 1)], {
    min: 0,
    max: 50,
    step: 10,
  })
  assert.deepEqual(
    marks.map((mark) => [mark.value, mark.drawn]),
    [
      [9999, 50],
      [-5, 0],
      [20, 20],
    ],
  )
})

test('looking closer keeps one value on each side, so that the line runs off the edge', () => {
  const minutes = (from: number, to: number): number[] =>
    within(day, from * MINUTE, to * MINUTE).map((one) => one.at / MINUTE)
  assert.deepEqual(minutes(80, 100), [60, 90, 240])
  assert.deepEqual(minutes(0, 300), [0, 60, 90, 240, 300])
  assert.deepEqual(minutes(400, 500), [])
  assert.deepEqual(minutes(100, 200), [90, 240])
})

test('names of limits part evenly until none covers another', () => {
  assert.deepEqual(spread([10, 100], 14), [0, 0])
  assert.deepEqual(spread([50, 54], 14), [-5, 5])
  const moved = spread([50, 52, 54], 14).map((by, at) => by + ([50, 52, 54][at] ?? 0))
  assert.ok((moved[1] ?? 0) - (moved[0] ?? 0) > 13 && (moved[2] ?? 0) - (moved[1] ?? 0) > 13, moved.join(' '))
})

test('a click belongs to the bar that stands there, or to the nearest value of a line; never to a flagged one', () => {
  const points = [
    { at: 0, value: 1, quality: 'good' },
    { at: 100, value: 2, quality: 'error' },
    { at: 200, value: 3, quality: 'good' },
  ]
  const bars = { span: 100 }
  assert.deepEqual(
    [-1, 0, 99, 150, 250, 300].map((at) => pointAt({ points, bars }, at)?.value),
    [undefined, 1, 1, undefined, 3, undefined],
  )
  assert.deepEqual(
    [-50, 99, 120, 900].map((at) => pointAt({ points }, at)?.value),
    [1, 1, 3, 3],
  )
  assert.equal(pointAt({ points: [] }, 5), undefined)
})
