import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatTime } from '#web/words'
import { isMidnight, ticksOf } from './ticks.ts'

const at = (text: string): number => Date.parse(`2026-11-${text}+07:00`)

test('ticks are round on the clock of Vietnam, whatever zone the reader is in', () => {
  assert.deepEqual(ticksOf(at('22T18:45'), at('23T18:45'), 9).map(formatTime), [
    '21:00',
    '00:00',
    '03:00',
    '06:00',
    '09:00',
    '12:00',
    '15:00',
    '18:00',
  ])
  assert.deepEqual(ticksOf(at('23T02:07'), at('23T02:40'), 4).map(formatTime), ['02:15', '02:30'])
})

test('there are never more than asked for, and always some over a long span', () => {
  for (const days of [1, 3, 30, 400]) {
    const ticks = ticksOf(at('01T05:00'), at('01T05:00') + days * 86_400_000, 6)
    assert.ok(ticks.length > 0 && ticks.length <= 7, `${days} days: ${ticks.length}`)
  }
})

test('a local midnight is told from other full hours', () => {
  assert.equal(isMidnight(at('23T00:00')), true)
  assert.equal(isMidnight(at('23T07:00')), false)
})
