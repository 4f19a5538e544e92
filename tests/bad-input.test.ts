import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { type TestCentre, testCentre } from './support/centre.ts'

let t: TestCentre
before(async () => {
  t = await testCentre()
  const station = { id: 'a', name: 'A', type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
  await t.call('POST', '/api/v1/assets', { body: [station] })
})
after(() => t[Symbol.asyncDispose]())

const PATH = '/api/v1/observations?source=test'
const row = (minute: number, more: object = {}) => ({
  asset: 'a',
  property: 'pm25',
  at: `2026-11-20T08:${String(minute).padStart(2, '0')}:00+07:00`,
  value: minute,
  ...more,
})

test('bodies that cannot be read are 400 and a problem', async () => {
  for (const raw of [
    '',
    '{',
    '[NaN]',
    `[${JSON.stringify(row(1)).replace(':1}', ':NaN}')}]`,
    'null',
    '7',
    '"x"',
    '{}',
    '\u0000',
    '[1,]',
  ]) {
    const answer = await t.call('POST', PATH, { raw })
    assert.equal(answer.status, 400, raw)
    assert.match(answer.type, /^application\/problem\+json/, raw)
    assert.ok(['unreadable', 'invalid'].includes(String(answer.body['code'])), raw)
  }
  const latin1 = await t.call('POST', PATH, { raw: new Uint8Array([0x5b, 0x22, 0xe9, 0x22, 0x5d]) })
  assert.equal(latin1.status, 400)
})

test('JSON of any depth and of any kind is answered, never with 500', async () => {
  const deep = 50_000
  const bodies = [
    '['.repeat(deep),
    '['.repeat(deep) + ']'.repeat(deep),
    `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
    `[${'['.repeat(deep)}${']'.repeat(deep)}]`,
    '[{"__proto__":{"x":1}},{"constructor":{"prototype":{}}}]',
    `[${JSON.stringify(row(1, { asset: '\u0000' }))}]`,
    `[${JSON.stringify(row(1, { asset: '\ud800' }))}]`,
    `[{"asset":"a","property":"pm25","at":"2026-11-20T08:00:00Z","value":1e999}]`,
    JSON.stringify([row(1, { asset: 'x'.repeat(100_000) })]),
  ]
  for (const raw of bodies) {
    const answer = await t.call('POST', PATH, { raw })
    assert.ok(answer.status === 200 || answer.status === 400, `${answer.status} for ${raw.slice(0, 60)}`)
    if (answer.status === 200) assert.equal(Number(answer.body['accepted']), 0, raw.slice(0, 60))
  }
  assert.equal((await t.call('GET', '/healthz', { token: null })).status, 200)
})

test('what is nested too deeply is refused under an Idempotency-Key as well', async () => {
  const raw = `[${'['.repeat(50_000)}${']'.repeat(50_000)}]`
  const answer = await t.call('POST', PATH, { raw, headers: { 'idempotency-key': 'deep' } })
  assert.equal(answer.status, 400)
  assert.equal(String(answer.body['code']), 'unreadable')
})

test('a source: names, numbers and characters that cannot be are refused, what the centre computes is its own', async () => {
  for (const source of [' .. /', '\u0000', 'x'.repeat(300), '-']) {
    const answer = await t.call('POST', `/api/v1/observations?source=${encodeURIComponent(source)}`, { body: [] })
    assert.equal(answer.status, 400, source)
    assert.equal(String(answer.body['pointer']), '/source', source)
  }
  const push = { id: 's', service: 'environment', connector: 'push' }
  for (const [more, pointer] of [
    [{ every: 1e15 }, '/every'],
    [{ grace: 1e15 }, '/grace'],
    [{ agency: 'nobody' }, '/agency'],
    [{ name: 'a\u0000' }, undefined],
    [{ connector: 'mqtt', settings: { url: 'mqtt://127.0.0.1:1', topics: ['\ud800'] } }, undefined],
    [{ connector: 'mqtt', settings: { url: 'mqtt://name:word@127.0.0.1:1' } }, '/settings/url'],
    [{ connector: 'replay', settings: { path: '/tmp/none', speed: -1 } }, '/settings/speed'],
    [{ connector: 'derivation' }, '/connector'],
  ] as const) {
    const answer = await t.call('POST', '/api/v1/sources', { body: { ...push, ...more } })
    assert.equal(answer.status, 400, JSON.stringify(more))
    if (pointer) assert.equal(String(answer.body['pointer']), pointer)
  }
  assert.equal((await t.call('POST', '/api/v1/sources', { body: { ...push, id: 'vn-aqi-h' } })).status, 403)
})

test('all rows bad is 200 with every row rejected, the field named', async () => {
  const rows = [
    row(1, { asset: 'nobody' }),
    row(2, { property: 'heat' }),
    row(3, { at: '2026-11-20T08:03:00' }),
    row(4, { value: '4' }),
  ]
  const answer = await t.call('POST', PATH, { body: rows })
  assert.equal(answer.status, 200)
  assert.equal(Number(answer.body['accepted']), 0)
  assert.deepEqual(
    (answer.body['rejected'] ?? []).map((one) => String(one['problem']?.['pointer'])),
    ['/0/asset', '/1/property', '/2/at', '/3/value'],
  )
})

test('the good rows of a mixed batch are stored, and the answer counts exactly', async () => {
  const answer = await t.call('POST', PATH, {
    body: [row(5), row(6, { value: null }), row(7), row(5), row(7, { value: 70 })],
  })
  const { accepted, duplicates, corrected } = answer.body
  assert.deepEqual([accepted, duplicates, corrected].map(Number), [2, 1, 1])
  const span = 'from=2026-11-20T08:05:00%2B07:00&to=2026-11-20T08:08:00%2B07:00'
  const stored = await t.call('GET', `/api/v1/observations?asset=a&property=pm25&${span}`)
  assert.deepEqual(
    stored.body.items.map((one) => Number(one['value'])),
    [5, 70],
  )
})

test('gzip and brotli are unpacked within a limit', async () => {
  const body = Buffer.from(JSON.stringify([row(10)]))
  for (const [encoding, raw] of [
    ['gzip', gzipSync(body)],
    ['br', brotliCompressSync(body)],
  ] as const) {
    const answer = await t.call('POST', PATH, { raw: new Uint8Array(raw), headers: { 'content-encoding': encoding } })
    assert.equal(answer.status, 200, encoding)
  }
  const bomb = new Uint8Array(gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20)))
  const answer = await t.call('POST', PATH, { raw: bomb, headers: { 'content-encoding': 'gzip' } })
  assert.equal(answer.status, 413)
  assert.equal(String(answer.body['code']), 'too_large')
  const broken = await t.call('POST', PATH, { raw: new Uint8Array([1, 2, 3]), headers: { 'content-encoding': 'gzip' } })
  assert.equal(broken.status, 400)
  const odd = await t.call('POST', PATH, { raw: '[]', headers: { 'content-encoding': 'zstd-of-tomorrow' } })
  assert.equal(odd.status, 415)
})

test('a body that is too large or of another kind is refused in words', async () => {
  const large = await t.call('POST', PATH, { raw: new Uint8Array(17 * 1024 * 1024) })
  assert.equal(large.status, 413)
  const many = await t.call('POST', PATH, { body: Array.from({ length: 100_001 }, () => 1) })
  assert.equal(many.status, 413)
  const xml = await t.call('POST', PATH, { raw: '<a/>', headers: { 'content-type': 'application/xml' } })
  assert.equal(xml.status, 415)
  assert.match(xml.type, /problem\+json/)
})

test('swapped coordinates are named, in assets and in places', async () => {
  const station = { id: 'b', name: 'B', type: 'air-station', service: 'environment', lat: 108.05, lon: 12.68 }
  const answer = await t.call('POST', '/api/v1/assets', {
    body: [station, { ...station, id: 'c', lat: 12.68, lon: 108.05 }],
  })
  assert.equal(answer.status, 200)
  assert.equal(Number(answer.body['accepted']), 1)
  assert.equal(String(answer.body['rejected']?.[0]?.['problem']?.['code']), 'coordinates_swapped')
  const place = await t.call('GET', '/api/v1/units/locate?lat=108.05&lon=12.68')
  assert.equal(place.status, 400)
  assert.match(String(place.body['detail']), /swapped/)
})

test('problems speak the language asked for', async () => {
  for (const [language, title] of [
    ['vi', 'Không tìm thấy'],
    ['en-US,en;q=0.9', 'Not found'],
    ['fr', 'Không tìm thấy'],
  ] as const) {
    const answer = await t.call('GET', '/api/v1/alerts/none', { headers: { 'accept-language': language } })
    assert.equal(answer.status, 404)
    assert.equal(String(answer.body['title']), title)
  }
})

test('wrong queries are 400 and name the parameter', async () => {
  for (const path of [
    '/api/v1/observations?asset=a&property=pm25&from=yesterday',
    '/api/v1/observations?asset=a&property=pm25&step=1y',
    '/api/v1/observations?asset=a&property=pm25&step=0h',
    '/api/v1/observations?asset=a',
    '/api/v1/observations?asset=a&asset=b&property=pm25',
    '/api/v1/observations?asset=a&property=pm25&property=pm10',
    '/api/v1/observations?asset=a&property=pm25&step=1h&cursor=1',
    '/api/v1/observations/latest?limit=0',
    '/api/v1/observations/latest?cursor=x',
    '/api/v1/assets?bbox=1,2,3',
    '/api/v1/alerts?state=burning',
    '/api/v1/alerts?cursor=x',
    '/api/v1/live?topics=weather',
    '/api/v1/units?at=2026-02-30',
    '/api/v1/observations/proof?asset=a&property=pm25&at=2026-11-20T08:00:00Z',
  ]) {
    const answer = await t.call('GET', path)
    assert.equal(answer.status, 400, path)
    assert.ok(String(answer.body['pointer']).length > 1, path)
  }
})
