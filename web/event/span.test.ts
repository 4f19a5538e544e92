import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, MINUTE } from '#model'
import { SPANS, barsOf, spanOf, stepOf } from './span.ts'

const NOW = Date.parse('2026-11-24T10:20:00+07:00')

test('the address says a length of time up to now, or two moments; what cannot be read is the last day', () => {
  assert.deepEqual(spanOf({ khoang: '7d' }, NOW), { from: NOW - 7 * DAY, to: NOW, open: true })
  const two = { tu: '2026-11-24T08:00:00+07:00', den: '2026-11-24T09:00:00+07:00' }
  assert.deepEqual(spanOf({ khoang: '7d', ...two }, NOW), {
    from: NOW - 140 * MINUTE,
    to: NOW - 80 * MINUTE,
    open: false,
  })
  for (const wrong of [{}, { khoang: 'x' }, { khoang: 'toString' }, { tu: two.den, den: two.tu }, { tu: two.tu }]) {
    assert.deepEqual(spanOf(wrong, NOW), { from: NOW - DAY, to: NOW, open: true })
  }
})

test('bars are few enough to point at, whatever the span', () => {
  for (const length of [MINUTE, ...Object.values(SPANS), 5 * 365 * DAY]) {
    const [, step] = stepOf({ from: NOW - length, to: NOW })
    assert.ok(length / step <= 62, String(length))
    assert.ok(length < 30 * MINUTE || length / step >= 10, String(length))
  }
  assert.deepEqual(stepOf({ from: NOW - DAY, to: NOW }), ['30m', 30 * MINUTE])
})

test('a step without events has a bar of its own', () => {
  const from = Date.parse('2026-11-24T07:00:00+07:00')
  const counts = [{ at: new Date(from + HOUR).toISOString(), count: 7 }]
  assert.deepEqual(
    barsOf({ from: from + 5 * MINUTE, to: from + 3 * HOUR }, HOUR, counts).map((bar) => [bar.from - from, bar.count]),
    [
      [0, 0],
      [HOUR, 7],
      [2 * HOUR, 0],
    ],
  )
})
