import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SECOND } from '#model'
import { backOff, sourceState, staleFrom } from './state.ts'

const source = { every: 3600, grace: 7200, paused: false, last_seen: 0 }

test('live within its rhythm, late within its grace, lost after it', () => {
  assert.equal(sourceState(source, 3600 * SECOND), 'live')
  assert.equal(sourceState(source, 3600 * SECOND + 1), 'late')
  assert.equal(sourceState(source, 10_800 * SECOND - 1), 'late')
  assert.equal(sourceState(source, 10_800 * SECOND), 'lost')
  assert.equal(staleFrom(0, source), 10_800 * SECOND)
})

test('never heard is waiting, and paused is paused whatever was heard', () => {
  assert.equal(sourceState({ ...source, last_seen: null }, 0), 'waiting')
  assert.equal(sourceState({ ...source, paused: true }, 0), 'paused')
})

test('back-off doubles to five minutes and never loses its jitter', () => {
  assert.equal(backOff(1, 1), 2000)
  assert.equal(backOff(1, 0), 1000)
  assert.equal(backOff(3, 1), 8000)
  assert.equal(backOff(50, 1), 300_000)
  assert.equal(backOff(50, 0), 150_000)
})
