import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MINUTE, type Property } from '#model'
import { flag } from './flag.ts'

const property: Property = {
  code: 'p',
  name: { vi: 'p', en: 'p' },
  unit: 'µg/m³',
  min: 0,
  max: 1000,
  sentinels: [-9999, 999],
  decimals: 1,
  derived: false,
}
const now = Date.UTC(2026, 10, 1)

test('each kind of doubtful value carries its flag', () => {
  assert.equal(flag(property, 12, now, undefined, now), 'good')
  assert.equal(flag(property, 12, now, 'good', now), 'good')
  assert.equal(flag(property, -1, now, 'good', now), 'negative')
  assert.equal(flag(property, 1000.1, now, undefined, now), 'range')
  assert.equal(flag(property, -9999, now, undefined, now), 'sentinel')
  assert.equal(flag(property, 999, now, undefined, now), 'sentinel')
  assert.equal(flag({ ...property, min: -40 }, -41, now, undefined, now), 'range')
  assert.equal(flag({ ...property, min: -40 }, -5, now, undefined, now), 'good')
})

test('five minutes ahead is a clock, more is the future', () => {
  assert.equal(flag(property, 12, now + 5 * MINUTE, undefined, now), 'good')
  assert.equal(flag(property, 12, now + 5 * MINUTE + 1, undefined, now), 'future')
})

test('what the sender flags stays as the sender said', () => {
  assert.equal(flag(property, -1, now, 'calibration', now), 'calibration')
  assert.equal(flag(property, 12, now, 'stuck', now), 'stuck')
})
