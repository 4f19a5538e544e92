import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { TOKEN_SCOPES } from '#model'
import { type TestCentre, testCentre } from './support/centre.ts'
import { follow } from './support/live.ts'

let t: TestCentre
before(async () => {
  t = await testCentre({ contexts: ['live', 'demo'] })
})
after(() => t[Symbol.asyncDispose]())

const path = (source: string): string => `/api/v1/events?source=${source}`
const event = (id: string, more: object = {}) => ({ specversion: '1.0', id, source: 'urn:x', type: 'x.y', ...more })
const counts = ({ body }: Awaited<ReturnType<TestCentre['call']>>) => [
  Number(body['accepted']),
  Number(body['duplicates']),
  body['rejected']?.length,
]
const found = async (query: string, token?: string) =>
  (await t.call('GET', `/api/v1/events?${query}`, token === undefined ? {} : { token })).body.items.map((one) =>
    String(one['id']),
  )

test('structured, batch, binary, lines: each is stored once, whichever form repeats it', async () => {
  const send = (raw: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    t.call('POST', path('forms'), { raw, headers })
  const one = JSON.stringify(event('1', { data: { a: 1 } }))
  const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' }
  const batch = { 'content-type': 'application/cloudevents-batch+json' }
  const binary = {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': '3',
    'ce-source': 'urn:x',
    'ce-type': 'x.y',
    'ce-time': '2026-11-20T08:00:00+07:00',
  }
  assert.deepEqual(counts(await send(one, structured)), [1, 0, 0])
  assert.deepEqual(counts(await send(`[${one},${JSON.stringify(event('2'))}]`, batch)), [1, 1, 0])
  assert.deepEqual(counts(await send('{"a":1}', binary)), [1, 0, 0])
  assert.deepEqual(counts(await send('{"a":1}', { ...binary, 'ce-id': '2' })), [0, 1, 0])
  const lines = `${one}\n${JSON.stringify(event('3'))}\n\n${JSON.stringify(event('4'))}\n{"id`
  assert.deepEqual(counts(await send(lines, { 'content-type': 'application/x-ndjson' })), [1, 2, 1])
  const packed = new Uint8Array(gzipSync(`[${one}]`))
  assert.deepEqual(counts(await send(packed, { ...batch, 'content-encoding': 'gzip' })), [0, 1, 0])
  assert.deepEqual(counts(await send('[]', batch)), [0, 0, 0])
  assert.deepEqual((await found('source=forms')).sort(), ['1', '2', '3', '4'])
  const [third] = (await t.call('GET', '/api/v1/events?source=forms&to=2026-11-20T01:00:01Z')).body.items
  assert.deepEqual([third?.['at'], third?.['data'], third?.['origin']], ['2026-11-20T01:00:00.000Z', { a: 1 }, 'urn:x'])
})

test('bodies that cannot be read are 400 and a problem; nothing gives 500', async () => {
  for (const raw of ['', '{', '[NaN]', 'null', '7', '"x"', '{}', '\u0000', '[1,]']) {
    const answer = await t.call('POST', path('bad'), { raw })
    assert.equal(answer.status, 400, raw)
    assert.match(answer.type, /^application\/problem\+json/, raw)
  }
  const deep = 50_000
  const row = JSON.stringify(event('deep', { data: 0 }))
  for (const raw of [
    '['.repeat(deep) + ']'.repeat(deep),
    `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
    `[${'['.repeat(deep)}${']'.repeat(deep)}]`,
    row.replace('"data":0', `"data":${'['.repeat(deep)}${']'.repeat(deep)}`),
    row.replace('"data":0', '"data":1e999'),
    row.replace('"data":0', '"data":"\\u0000"'),
    row.replace('"data":0', '"data":{"\\ud800":1}'),
    '[{"__proto__":{"x":1}},{"constructor":{"prototype":{}}}]',
  ]) {
    for (const headers of [{}, { 'idempotency-key': `deep ${raw.length} ${raw.slice(0, 20).replaceAll('"', '')}` }]) {
      const answer = await t.call('POST', path('bad'), { raw, headers })
      assert.ok(answer.status === 200 || answer.status === 400, `${answer.status} for ${raw.slice(0, 60)}`)
      if (answer.status === 200) assert.equal(Number(answer.body['accepted']), 0, raw.slice(0, 60))
    }
  }
  const xml = await t.call('POST', path('bad'), { raw: '<a/>', headers: { 'content-type': 'application/xml' } })
  assert.equal(xml.status, 415)
  const binary = await t.call('POST', path('bad'), { raw: '{}', headers: { 'ce-id': '1', 'ce-type': 'x' } })
  assert.equal(String(binary.body['rejected']?.[0]?.['problem']?.['pointer']), '/0/specversion')
  assert.deepEqual(await found('source=bad'), [])
})

test('bad events are rejected alone, named, and wait in quarantine to be read again', async () => {
  const rows = [
    event('ok'),
    event('no zone', { time: '2026-11-20T08:00:00' }),
    event('swapped', { data: { lat: 108.05, lon: 12.68 } }),
    event('long ago', { time: '1990-01-01T00:00:00Z' }),
    { id: 1 },
  ]
  const answer = await t.call('POST', path('mixed'), { body: rows })
  assert.deepEqual(counts(answer), [1, 0, 4])
  assert.deepEqual(
    (answer.body['rejected'] ?? []).map(
      ({ problem }) => `${String(problem?.['code'])} ${String(problem?.['pointer'])}`,
    ),
    ['at_invalid /1/time', 'coordinates_swapped /2/data/lat', 'at_out_of_reach /3/time', 'row_invalid /4/specversion'],
  )
  const kept = await t.call('GET', '/api/v1/sources/mixed/quarantine')
  assert.deepEqual(kept.body.items.map((one) => String(one['reason'])).sort(), [
    'at_invalid',
    'at_out_of_reach',
    'coordinates_swapped',
    'row_invalid',
  ])
  await using owner = await t.owner()
  const [row] = await owner.query<{ bytes: Buffer; origin: string }>(
    `select bytes, origin from quarantine where source = 'mixed' and reason = 'at_invalid'`,
  )
  assert.ok(row)
  assert.deepEqual(JSON.parse(t.centre.live.secret.open(row.bytes).toString()), rows[1])
  assert.equal(row.origin, 'POST /api/v1/events')
})

test('the same Idempotency-Key gets the same answer; for observations it is another key', async () => {
  const send = (id: string) => t.call('POST', path('keyed'), { body: [event(id)], headers: { 'idempotency-key': 'k' } })
  assert.deepEqual(counts(await send('1')), [1, 0, 0])
  assert.deepEqual(counts(await send('1')), [1, 0, 0])
  assert.equal((await send('2')).status, 409)
  const other = await t.call('POST', '/api/v1/observations?source=keyed', {
    body: [],
    headers: { 'idempotency-key': 'k' },
  })
  assert.equal(other.status, 200)
})

test('an event lies in the commune of its place, and is found by it and by its words', async () => {
  const data = { title: 'Cây đổ', lat: 12.68, lon: 108.05 }
  await t.call('POST', path('places'), { body: event('tree', { data, severity: 'medium' }) })
  const { unit } = (await t.call('GET', '/api/v1/units/locate?lat=12.68&lon=108.05')).body
  const code = String(unit?.['code'])
  assert.match(code, /^\d{5}$/)
  const query = `q=${encodeURIComponent('cay do')}&unit=${code}&severity=medium&type=x.y`
  assert.deepEqual(await found(query), ['tree'])
  assert.deepEqual(await found(`${query}&source=forms`), [])
  const counted = await t.call('GET', `/api/v1/events/histogram?${query}&step=1d&to=2099-01-01T00:00:00Z`)
  assert.equal(counted.status, 200)
  assert.deepEqual(counted.body.items, [])
  const today = await t.call('GET', `/api/v1/events/histogram?${query}&step=1h`)
  assert.deepEqual(
    today.body.items.map((one) => Number(one['count'])),
    [1],
  )
})

test("another agency's events are not there, another's source is refused, and demonstration stays apart", async () => {
  const mine = await t.token('nnmt', TOKEN_SCOPES, 'H15.NNMT')
  const theirs = await t.token('ca', TOKEN_SCOPES, 'H15.CA')
  const shown = await t.token('show', TOKEN_SCOPES, null, 'demo')
  assert.deepEqual(counts(await t.call('POST', '/api/v1/events', { token: mine, body: event('m') })), [1, 0, 0])
  assert.equal((await t.call('POST', path('nnmt'), { token: theirs, body: event('m') })).status, 404)
  assert.deepEqual(counts(await t.call('POST', '/api/v1/events', { token: shown, body: event('d') })), [1, 0, 0])
  assert.deepEqual(await found('', mine), ['m'])
  assert.deepEqual(await found('', theirs), [])
  assert.deepEqual(await found('source=nnmt', theirs), [])
  assert.deepEqual(await found('', shown), ['d'])
  assert.ok(!(await found('')).includes('d'))
  const counted = async (token: string) =>
    (await t.call('GET', '/api/v1/events/histogram', { token })).body.items.map((one) => Number(one['count']))
  assert.deepEqual([await counted(mine), await counted(theirs), await counted(shown)], [[1], [], [1]])
  const reader = await t.token('reader', ['read'])
  assert.equal((await t.call('POST', '/api/v1/events', { token: reader, body: event('x') })).status, 403)
  const sender = await t.token('sender', ['ingest'])
  assert.equal((await t.call('GET', '/api/v1/events', { token: sender })).status, 403)
})

test('screens hear of an event, of their own agency alone', async () => {
  const mine = await t.token('screen-nnmt', ['read'], 'H15.NNMT')
  const theirs = await t.token('screen-ca', ['read'], 'H15.CA')
  const sender = await t.token('live-nnmt', ['ingest'], 'H15.NNMT')
  const fromCa = await t.token('live-ca', ['ingest'], 'H15.CA')
  await using first = await follow(t.address, mine, 'event')
  await using second = await follow(t.address, theirs, 'event')
  for (const screen of [first, second]) await screen.until((one) => one.name === 'snapshot')
  await t.call('POST', '/api/v1/events', { token: sender, body: event('l1', { data: { a: 1 } }) })
  await t.call('POST', '/api/v1/events', { token: fromCa, body: event('l2') })
  const heard = await first.until((one) => one.name === 'message')
  assert.deepEqual([heard.data['topic'], heard.data['id'], heard.data['data']], ['event', 'l1', { a: 1 }])
  const other = await second.until((one) => one.name === 'message')
  assert.equal(other.data['id'], 'l2')
  await using again = await follow(t.address, mine, 'event')
  const picture = await again.until((one) => one.name === 'snapshot')
  assert.ok((picture.data['items'] as { id: string }[]).some((one) => one.id === 'l1'))
})

test('wrong queries are 400 and name the parameter', async () => {
  for (const query of [
    'from=yesterday',
    'to=2026-11-20T08:00:00',
    'severity=huge',
    'q=*',
    'q=%00',
    `q=${'x'.repeat(501)}`,
    'limit=0',
    'cursor=x',
    'unit=%00',
  ]) {
    const answer = await t.call('GET', `/api/v1/events?${query}`)
    assert.equal(answer.status, 400, query)
    assert.equal(String(answer.body['pointer']), `/${query.split('=')[0]}`, query)
  }
  for (const query of ['step=0h', 'step=1y', 'from=2000-01-01T00:00:00Z&step=1m', 'q=%21']) {
    const answer = await t.call('GET', `/api/v1/events/histogram?${query}`)
    assert.equal(answer.status, 400, query)
    assert.ok(String(answer.body['pointer']).length > 1, query)
  }
})
