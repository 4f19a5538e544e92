import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EventInput } from '#model'
import { binaryEvent } from './binary.ts'
import { readEvent, readEvents } from './read-event.ts'

const event = (more: object = {}) => ({ specversion: '1.0', id: 'e1', source: 'urn:cam:1', type: 'x.y', ...more })
const DRAFT = {
  kind: 'event',
  id: 'e1',
  origin: 'urn:cam:1',
  type: 'x.y',
  at: null,
  subject: null,
  asset: null,
  severity: null,
  lat: null,
  lon: null,
  data: null,
  attributes: {},
}

test('an event says when, of what, where and how bad; what is not understood is kept', () => {
  assert.deepEqual(readEvent(event()), DRAFT)
  const more = {
    time: '2026-11-24T15:00:00+07:00',
    subject: 'Cổng 1',
    asset: 'cam-1',
    severity: 'HIGH',
    lat: '12.68',
    lon: 108.05,
    traceparent: '00-1',
    datacontenttype: 'application/json',
    data: { n: [1, null, 'x'] },
  }
  assert.deepEqual(readEvent(event(more)), {
    ...DRAFT,
    at: Date.UTC(2026, 10, 24, 8),
    subject: 'Cổng 1',
    asset: 'cam-1',
    severity: 'high',
    lat: 12.68,
    lon: 108.05,
    data: more.data,
    attributes: { traceparent: '00-1', datacontenttype: 'application/json' },
  })
  const inData = readEvent(event({ severity: 'error', data: { severity: 'low', lat: 12, lon: 108 } }))
  assert.ok(!('code' in inData))
  assert.deepEqual(
    [inData.severity, inData.lat, inData.lon, inData.attributes],
    ['low', 12, 108, { severity: 'error' }],
  )
})

test('a bad event names its field', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown
  const cases: [unknown, string, string][] = [
    [event({ specversion: '0.3' }), 'row_invalid', 'specversion'],
    [{ id: 'a', type: 'b' }, 'row_invalid', 'specversion'],
    [event({ id: '' }), 'row_invalid', 'id'],
    [event({ id: 7 }), 'row_invalid', 'id'],
    [event({ source: undefined }), 'row_invalid', 'source'],
    [event({ type: 'x'.repeat(201) }), 'row_invalid', 'type'],
    [event({ subject: {} }), 'row_invalid', 'subject'],
    [event({ time: '2026-11-24T15:00:00' }), 'at_invalid', 'time'],
    [event({ time: 1_772_298_000 }), 'at_invalid', 'time'],
    [event({ data: { lat: 108.05, lon: 12.68 } }), 'coordinates_swapped', 'data/lat'],
    [event({ lat: 108.05, lon: 12.68 }), 'coordinates_swapped', 'lat'],
    [event({ lat: -91, lon: 12.68 }), 'row_invalid', 'lat'],
    [event({ data: deep }), 'row_invalid', 'data'],
    [event({ data: { a: 'x\0' } }), 'row_invalid', 'data'],
    [event({ data: { '\ud800': 1 } }), 'row_invalid', 'data'],
    [event({ data: JSON.parse('[1e999]') }), 'row_invalid', 'data'],
    [event({ data: 'x'.repeat(300_000) }), 'too_large', 'data'],
    [event({ data: 1, data_base64: 'AA==' }), 'row_invalid', 'data_base64'],
    [event({ extension: {} }), 'row_invalid', 'extension'],
    [event({ id: 'x\0' }), 'row_invalid', 'id'],
    [[event()], 'row_invalid', ''],
    [null, 'row_invalid', ''],
    ['x', 'row_invalid', ''],
  ]
  for (const [row, code, field] of cases) {
    const read = readEvent(row)
    assert.ok('code' in read, `${field} ${code}`)
    assert.deepEqual([read.code, read.field], [code, field])
  }
})

test('the documented schema lets in nothing that is refused by hand for its attributes', () => {
  for (const more of [
    {},
    { time: '2026-11-24T15:00:00Z' },
    { time: '2026-11-24T15:00:00' },
    { subject: 7 },
    { id: '' },
  ]) {
    for (const left of ['', 'specversion', 'id', 'source', 'type']) {
      const row = Object.fromEntries(Object.entries(event(more)).filter(([name]) => name !== left))
      assert.equal(!('code' in readEvent(row)), EventInput.safeParse(row).success, JSON.stringify(row))
    }
  }
})

test('bodies as a decoder: one, several, a line each; a bad one stands alone as it was sent', () => {
  const decode = (bytes: string) =>
    readEvents({ bytes: Buffer.from(bytes), origin: 'v1/events' }).map((part) =>
      part.kind === 'unreadable' ? `${part.reason} ${Buffer.from(part.part).toString()}` : part.kind,
    )
  const good = JSON.stringify(event())
  assert.deepEqual(decode(good), ['event'])
  assert.deepEqual(decode(`[${good}, {"id":1}]`), ['event', 'row_invalid {"id":1}'])
  assert.deepEqual(decode(`${good}\n{"id":\n${good}`), ['event', 'event', 'row_invalid {"id":'])
  assert.deepEqual(decode('x'), ['unreadable x'])
})

test('the binary form: attributes in headers, percent-encoded, and the body as data', () => {
  const headers = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': 'e1',
    'ce-source': 'urn:cam:1',
    'ce-type': 'x.y',
    'ce-subject': 'C%E1%BB%95ng%201',
    'ce-note': '100%',
  }
  assert.deepEqual(readEvent(binaryEvent(headers, { a: 1 })), {
    ...DRAFT,
    subject: 'Cổng 1',
    data: { a: 1 },
    attributes: { datacontenttype: 'application/json', note: '100%' },
  })
  assert.equal(binaryEvent({ 'content-type': 'application/json' }, {}), undefined)
  assert.equal(binaryEvent({ ...headers, 'content-type': 'application/cloudevents+json' }, {}), undefined)
})
