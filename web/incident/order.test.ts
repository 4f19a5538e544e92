import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Incident } from '#model'
import { matching, newest, urgentFirst } from './order.ts'

const incident = (number: number, more: Partial<Incident> = {}): Incident => ({
  id: `i${number}`,
  number,
  title: `Sự cố ${number}`,
  severity: 'medium',
  category: null,
  state: 'new',
  agency: null,
  cooperating: [],
  service: null,
  unit: null,
  lat: null,
  lon: null,
  owner: null,
  owner_name: null,
  rule: null,
  subject: null,
  subject_name: null,
  alerts: [],
  opened_at: `2026-11-24T0${number}:00:00.000Z`,
  opened_by: null,
  started_at: null,
  closed_at: null,
  closed_by: null,
  closing: null,
  evidence: [],
  reopened: 0,
  merged_into: null,
  merged: [],
  version: number,
  ...more,
})
const ids = (list: readonly Incident[]): number[] => list.map((one) => one.number)

test('nobody’s come first, then urgency, then age; what is over comes last, the newest first', () => {
  const list = [
    incident(1, { state: 'closed', closed_at: '2026-11-24T05:00:00.000Z' }),
    incident(2, { owner: 'p', state: 'working', severity: 'critical' }),
    incident(3),
    incident(4, { severity: 'high' }),
    incident(5, { state: 'closed', closed_at: '2026-11-24T06:00:00.000Z' }),
    incident(6),
  ]
  assert.deepEqual(ids(urgentFirst(list)), [4, 3, 6, 2, 5, 1])
})

test('facets and words in any spelling of marks; merged ones show only when they are asked for', () => {
  const list = [
    incident(1, { title: 'Cháy rẫy Ea Súp', owner: 'me' }),
    incident(2, { state: 'merged' }),
    incident(3, { severity: 'high', owner: 'x' }),
  ]
  assert.deepEqual(ids(matching(list, {}, 'me')), [1, 3])
  assert.deepEqual(ids(matching(list, { q: 'chay sup' }, 'me')), [1])
  assert.deepEqual(ids(matching(list, { cua: 'toi' }, 'me')), [1])
  assert.deepEqual(ids(matching(list, { severity: 'high' }, 'me')), [3])
  assert.deepEqual(ids(matching(list, { state: 'merged' }, 'me')), [2])
})

test('of two versions the newer one is shown, whichever was heard last', () => {
  const [old, young] = [incident(1, { version: 1 }), incident(1, { version: 2, title: 'Mới' })]
  assert.deepEqual(newest([young], [old]), [young])
  assert.deepEqual(newest([old], [young]), [young])
})
