import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Source } from '#model'
import { sourceStateNow } from './source-state.ts'

const SEEN = Date.parse('2026-11-23T02:00:00+07:00')
const source: Source = {
  id: 's1',
  name: 'Trạm thử',
  service: 'environment',
  connector: 'push',
  decoder: null,
  agency: null,
  settings: {},
  every: 300,
  grace: 600,
  assets: 'known',
  state: 'live',
  paused: false,
  last_seen: '2026-11-23T02:00:00+07:00',
  lag: 0,
  rate: 12,
  received: 12,
  quarantined: 0,
  error: null,
  retry_at: null,
}
const after = (seconds: number): string => sourceStateNow(source, SEEN + seconds * 1000)

test('a source goes late after every, and lost after every and grace, without any news', () => {
  assert.deepEqual([0, 300, 301, 899, 900].map(after), ['live', 'live', 'late', 'late', 'lost'])
})

test('a source that came late is live again by its time, whatever was last told of it', () => {
  assert.equal(sourceStateNow({ ...source, state: 'lost' }, SEEN + 1000), 'live')
})

test('a paused source stays paused and one never seen stays waiting', () => {
  assert.equal(sourceStateNow({ ...source, state: 'paused', paused: true }, SEEN + 1e9), 'paused')
  assert.equal(sourceStateNow({ ...source, state: 'waiting', last_seen: null }, SEEN + 1e9), 'waiting')
})
