import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR } from '#model'
import { trendOf } from './trend.ts'

const point = (hours: number, value: number, quality = 'good') => ({ at: hours * HOUR, value, quality })

test('the change over the last hour, per hour', () => {
  assert.equal(trendOf([point(0, 10), point(1, 30), point(2, 25)]), -5)
  assert.ok(Math.abs((trendOf([point(0, 10), point(1.25, 20)]) ?? 0) - 8) < 1e-9)
})

test('nothing near an hour ago, nothing to say; flagged values say nothing either', () => {
  assert.equal(trendOf([]), undefined)
  assert.equal(trendOf([point(5, 10)]), undefined)
  assert.equal(trendOf([point(0, 10), point(3, 30)]), undefined)
  assert.equal(trendOf([point(4.9, 10), point(5, 30)]), undefined)
  assert.equal(trendOf([point(0, 10, 'stuck'), point(1, 30)]), undefined)
})
