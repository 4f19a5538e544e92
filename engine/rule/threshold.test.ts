import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MINUTE, type ThresholdRule } from '#model'
import { CALM, judgePoint } from './hysteresis.ts'
import { thresholdPoint } from './threshold.ts'

const rule: ThresholdRule = {
  id: 'r',
  kind: 'threshold',
  name: { vi: 'r', en: 'r' },
  advice: { vi: '', en: '' },
  severity: 'critical',
  property: 'p',
  direction: 'above',
  fires: 250,
  clears: 200,
  hold: 0,
}

/** Verdicts of values one minute apart. */
function verdicts(of: ThresholdRule, values: readonly number[]): string {
  let state = CALM
  return values
    .map((value, minute) => {
      const judged = judgePoint(thresholdPoint(of, { at: (minute + 1) * MINUTE, value }), of.hold, state)
      state = judged.state
      return judged.verdict ?? '-'
    })
    .join(' ')
}

test('fires beyond the limit, not at it', () => {
  assert.equal(verdicts(rule, [250, 250.1]), '- fires')
})

test('hysteresis: between the limits an alert neither fires nor ends', () => {
  assert.equal(verdicts(rule, [260, 240, 210, 251, 200, 210, 249]), 'fires - - fires ends - -')
})

test('hold: the value must stay beyond without a break', () => {
  const held = { ...rule, hold: 2 * MINUTE }
  assert.equal(verdicts(held, [260, 260, 240, 260, 260, 260, 260]), '- - - - - fires fires')
})

test('below works the same way down', () => {
  const low: ThresholdRule = { ...rule, direction: 'below', fires: 10, clears: 15 }
  assert.equal(verdicts(low, [12, 9, 12, 15]), '- fires - ends')
})
