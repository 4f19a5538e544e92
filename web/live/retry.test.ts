import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retryDelay } from './retry.ts'

test('each failure waits twice as long, up to half a minute', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 5000].map((failures) => retryDelay(failures, 1)),
    [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000],
  )
})

test('luck spreads the tries over the later half of the wait', () => {
  assert.equal(retryDelay(2, 0), 2000)
  for (let at = 0; at < 200; at += 1) {
    const wait = retryDelay(2)
    assert.ok(wait >= 2000 && wait <= 4000, `${wait}`)
  }
})
