import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type IncomingValue, gather } from './merge.ts'

function incoming(batch: number, at: number, value: number, quality: IncomingValue['quality'] = 'good'): IncomingValue {
  return { batch, series: 1, asset: 'a', property: 'p', at, value, quality }
}

test('each key once: what came first, what corrected it, what only repeated it', () => {
  const first = incoming(0, 5, 1)
  const again = incoming(1, 5, 1)
  const other = incoming(1, 5, 2)
  const otherAgain = incoming(2, 5, 2)
  const back = incoming(2, 5, 1)
  const elsewhere = incoming(0, 6, 1)
  assert.deepEqual(gather([first, again, elsewhere, other, otherAgain, back]), [
    { first, last: back, corrections: [other, back], duplicates: [again, otherAgain] },
    { first: elsewhere, last: elsewhere, corrections: [], duplicates: [] },
  ])
})

test('the same value with another flag is a correction', () => {
  const [key] = gather([incoming(0, 5, 1), incoming(0, 5, 1, 'calibration')])
  assert.equal(key?.corrections.length, 1)
})
