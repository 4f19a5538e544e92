import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matching, newlyCritical, together, urgentFirst } from './order.ts'
import { testAlert } from './test-alert.ts'

const at = (minute: number): string => `2026-11-23T02:${String(minute).padStart(2, '0')}:00+07:00`
const ids = (alerts: readonly { id: string }[]): string[] => alerts.map((alert) => alert.id)

test('unowned above held above ended; then urgency; then what has waited longest; ended ones newest first', () => {
  const order = urgentFirst([
    testAlert({ id: 'ended-early', state: 'resolved', resolved_at: at(3) }),
    testAlert({ id: 'ended-late', state: 'resolved', resolved_at: at(9) }),
    testAlert({ id: 'held', state: 'acknowledged', raised_at: at(0) }),
    testAlert({ id: 'low-old', severity: 'low', raised_at: at(0) }),
    testAlert({ id: 'critical-new', raised_at: at(8) }),
    testAlert({ id: 'critical-old', raised_at: at(2) }),
    testAlert({ id: 'high', severity: 'high', raised_at: at(1) }),
  ])
  assert.deepEqual(ids(order), ['critical-old', 'critical-new', 'high', 'low-old', 'held', 'ended-late', 'ended-early'])
})

test('search minds neither marks nor case nor order, and finds place, title in both languages, rule and owner', () => {
  const one = testAlert({ id: '1', state: 'acknowledged', owner_name: 'H’Linh Mlô' })
  for (const q of ['ea sup', 'EA SÚP', 'súp vượt', 'above', 'pm25-critical', 'hlinh', 'linh mlo', ''])
    assert.equal(matching([one], { q }).length, q === 'hlinh' ? 0 : 1, q)
  assert.equal(matching([one], { q: 'ea kar' }).length, 0)
})

test('facets leave what fits all of them', () => {
  const all = [testAlert({ id: '1' }), testAlert({ id: '2', severity: 'low', rule: 'air-quality-flags' })]
  assert.deepEqual(ids(matching(all, { state: 'open' })), ['1', '2'])
  assert.deepEqual(ids(matching(all, { state: 'open', severity: 'low' })), ['2'])
  assert.deepEqual(ids(matching(all, { rule: 'air-pm25-critical' })), ['1'])
  assert.deepEqual(ids(matching(all, { service: 'traffic' })), [])
})

test('each alert once; one that ended has ended, whatever the stream still says', () => {
  const open = testAlert({ id: '1' })
  const all = together([open, testAlert({ id: '2' })], [testAlert({ id: '1', state: 'resolved' })])
  assert.deepEqual(
    all.map((alert) => [alert.id, alert.state]),
    [
      ['1', 'resolved'],
      ['2', 'open'],
    ],
  )
})

test('only a critical alert that is new and that nobody has is told aloud', () => {
  const all = [
    testAlert({ id: 'new' }),
    testAlert({ id: 'known' }),
    testAlert({ id: 'high', severity: 'high' }),
    testAlert({ id: 'held', state: 'acknowledged' }),
  ]
  assert.deepEqual(ids(newlyCritical(all, new Set(['known']))), ['new'])
})
