import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Source } from '#model'
import { worstFirst } from './order.ts'

function source(id: string, state: Source['state'], last_seen: string | null, name = id): Source {
  return {
    id,
    name,
    state,
    last_seen,
    service: 'environment',
    connector: 'push',
    decoder: null,
    agency: null,
    settings: {},
    every: 60,
    grace: 60,
    assets: 'known',
    paused: state === 'paused',
    lag: null,
    rate: 0,
    received: 0,
    quarantined: 0,
    error: null,
    retry_at: null,
  }
}
const ids = (...sources: Source[]): string[] => worstFirst(sources).map(({ id }) => id)

test('lost before late before waiting before live before paused; silent longest first', () => {
  const all = [
    source('paused', 'paused', '2026-11-23T00:00:00Z'),
    source('live', 'live', '2026-11-23T02:00:00Z'),
    source('late', 'late', '2026-11-23T01:30:00Z'),
    source('lost-2', 'lost', '2026-11-23T00:20:00Z'),
    source('waiting', 'waiting', null),
    source('lost-1', 'lost', '2026-11-23T00:10:00Z'),
  ]
  assert.deepEqual(ids(...all), ['lost-1', 'lost-2', 'late', 'waiting', 'live', 'paused'])
})

test('live sources keep their places by name, whoever spoke last', () => {
  const a = source('2', 'live', '2026-11-23T02:00:01Z', 'Đồng Xuân')
  const b = source('1', 'live', '2026-11-23T02:00:00Z', 'Ea Kar')
  assert.deepEqual(ids(b, a), ['2', '1'])
  assert.deepEqual(ids({ ...b, last_seen: '2026-11-23T02:00:09Z' }, a), ['2', '1'])
})
