import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Alert, LatestObservation, LiveMessage } from '#model'
import { type LiveState, type LatestValue, NOTHING, reduce } from './state.ts'

const AT = Date.parse('2026-11-23T02:00:00+07:00')
const iso = (ms: number): string => new Date(ms).toISOString()

const latest: LatestObservation = {
  id: '1',
  asset: 'tram-1',
  property: 'pm25',
  at: iso(AT),
  value: 41,
  quality: 'good',
  received_at: iso(AT + 1000),
  source: 's1',
  stale: false,
  series: 'x',
  service: 'environment',
  stale_from: iso(AT + 900_000),
}
const text = { vi: 'PM2,5 vượt 250', en: 'PM2.5 above 250' }
const evidence = { property: 'pm25', value: 260, threshold: 250, at: iso(AT), text }
const alert: Alert = {
  id: 'a1',
  rule: 'pm25-high',
  title: text,
  subject: 'tram-1',
  subject_name: 'Trạm 1',
  service: 'environment',
  agency: null,
  unit: null,
  lat: null,
  lon: null,
  severity: 'critical',
  state: 'open',
  raised_at: iso(AT),
  refreshed_at: iso(AT),
  times: 1,
  owner: null,
  owner_name: null,
  acknowledged_at: null,
  resolved_at: null,
  resolved_by: null,
  first: evidence,
  last: evidence,
  incident: null,
}
const seen = (value: number, at: number, quality = 'good'): LiveMessage => ({
  topic: 'observation',
  asset: 'tram-1',
  property: 'pm25',
  at: iso(at),
  value,
  quality,
  source: 's1',
})
const change = (state: LiveState, ...messages: LiveMessage[]): LiveState =>
  reduce(state, { kind: 'changes', messages, at: AT + 5000 })
function valueOf(state: LiveState, property: string): LatestValue | undefined {
  return state.observations.get(`tram-1 ${property}`)
}
const start = reduce(NOTHING, { kind: 'snapshot', topic: 'observation', items: [latest] })

test('a snapshot says what is known and from when the present is unknown', () => {
  assert.ok(start.known.has('observation') && !start.known.has('alert'))
  assert.equal(valueOf(start, 'pm25')?.staleFrom, AT + 900_000)
  assert.equal(valueOf(start, 'pm10'), undefined)
  const empty = reduce(start, { kind: 'snapshot', topic: 'observation', items: [] })
  assert.equal(empty.observations.size, 0, 'a new picture replaces the old one')
})

test('the newest time wins: late news and the future change nothing, a correction does', () => {
  assert.equal(change(start, seen(9, AT - 1)), start)
  assert.equal(change(start, seen(9, AT + 1e9, 'future')), start)
  assert.equal(valueOf(change(start, seen(40, AT)), 'pm25')?.value, 40)
})

test('a newer value moves the moment of staleness by the same life', () => {
  const next = change(start, seen(50, AT + 60_000))
  assert.equal(valueOf(next, 'pm25')?.staleFrom, AT + 960_000)
})

test('a lost connection leaves values with their own end, so they go grey by themselves', () => {
  const lost = reduce(start, { kind: 'status', status: 'lost', at: AT + 30_000 })
  assert.deepEqual(lost.connection, { status: 'lost', since: AT + 30_000 })
  assert.equal(valueOf(lost, 'pm25')?.staleFrom, AT + 900_000)
  const still = reduce(lost, { kind: 'status', status: 'lost', at: AT + 60_000 })
  assert.equal(still, lost, 'since when stays')
})

test('an alert is news once, and again when its state changes', () => {
  const raised = change(start, { topic: 'alert', ...alert })
  const refreshed = change(raised, { topic: 'alert', ...alert, times: 2 })
  const taken = change(refreshed, { topic: 'alert', ...alert, state: 'acknowledged', owner: 'p1' })
  const ended = change(taken, { topic: 'alert', ...alert, state: 'resolved' })
  assert.deepEqual(
    raised.feed.map((item) => item.kind),
    ['raised'],
  )
  assert.deepEqual(refreshed.feed.length, 1)
  assert.equal(refreshed.alerts.get('a1')?.times, 2)
  assert.deepEqual(
    taken.feed.map((item) => item.kind),
    ['acknowledged', 'raised'],
  )
  assert.deepEqual(
    ended.feed.map((item) => item.kind),
    ['resolved', 'acknowledged', 'raised'],
  )
  assert.equal(ended.alerts.size, 0)
})

test('another reader starts with nothing but the connection', () => {
  const fresh = reduce(change(start, { topic: 'alert', ...alert }), { kind: 'fresh' })
  assert.deepEqual(fresh, { ...NOTHING, connection: start.connection })
})

test('the feed of a page just opened tells what the open alerts have lived through, and nothing twice', () => {
  const held: Alert = { ...alert, id: 'a2', state: 'acknowledged', acknowledged_at: new Date(AT + 5000).toISOString() }
  const opened = reduce(start, { kind: 'snapshot', topic: 'alert', items: [alert, held] })
  assert.equal(opened.feed[0]?.key, 'a2 acknowledged')
  assert.deepEqual(opened.feed.map((item) => item.key).sort(), ['a1 raised', 'a2 acknowledged', 'a2 raised'])
  assert.deepEqual(reduce(opened, { kind: 'snapshot', topic: 'alert', items: [alert, held] }).feed, opened.feed)
})
