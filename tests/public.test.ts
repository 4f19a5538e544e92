import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { HOUR, PublicFigures, PublicHistory } from '#model'
import { parse } from 'csv-parse/sync'
import { type TestCentre, testCentre } from './support/centre.ts'

let t: TestCentre
const last = Math.floor(Date.now() / HOUR) * HOUR
const station = (id: string, more: object = {}) => ({
  id,
  name: `Trạm ${id}`,
  type: 'air-station',
  service: 'environment',
  lat: 12.68,
  lon: 108.05,
  agency: 'H15.NNMT',
  ...more,
})
const hours = (asset: string, value: number, property = 'pm25') =>
  Array.from({ length: 14 }, (_, back) => ({
    asset,
    property,
    at: new Date(last - (back + 1) * HOUR).toISOString(),
    value: value + back / 10,
  }))

before(async () => {
  t = await testCentre()
  const assets = [
    station('tram-1'),
    station('tram-2', { name: '=HYPERLINK("http://x")' }),
    station('cam-bien', { type: 'air-sensor' }),
  ]
  assert.equal(Number((await t.call('POST', '/api/v1/assets', { body: assets })).body['accepted']), 3)
  for (const body of [
    [...hours('tram-1', 30), ...hours('tram-1', 60, 'o3'), ...hours('tram-1', 25.5, 'temp')],
    hours('cam-bien', 400),
  ]) {
    const sent = await t.call('POST', '/api/v1/observations?source=may-chu-noi-bo', { body })
    assert.equal(Number(sent.body['accepted']), body.length)
  }
  for (let tries = 0; tries < 100; tries += 1) {
    if (valueOf(await figures(), 'vn_aqi_h') !== null) return
    await sleep(300)
  }
  assert.fail('no index was derived')
})
after(() => t?.[Symbol.asyncDispose]())

const get = (path: string, headers: Record<string, string> = {}) => t.call('GET', path, { token: null, headers })
const figures = async () => PublicFigures.parse((await get('/cong-khai/khong-khi.json')).body)
const valueOf = ({ items }: PublicFigures, property: string) =>
  items.find(({ id }) => id === 'tram-1')?.values.find((one) => one.property === property)?.value ?? null
const rowsOf = (text: unknown) =>
  parse(String(text), { bom: true, columns: true }) as unknown as Record<string, string>[]

test('a stranger reads the figures of confirmed stations with their provider, and nothing else', async () => {
  const answer = await get('/cong-khai/khong-khi.json')
  assert.equal(answer.status, 200)
  const { items, mark, properties } = PublicFigures.parse(answer.body)
  assert.deepEqual(
    items.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((one) => [one.id, one.provider, one.unit?.code]),
    ['tram-1', 'tram-2'].map((id) => [id, 'Sở Nông nghiệp và Môi trường', '24133']),
  )
  assert.equal(mark, 'trial')
  assert.deepEqual(
    properties.map((one) => one.code),
    ['vn_aqi_h', 'vn_aqi_d', 'pm25', 'pm10', 'o3', 'co', 'so2', 'no2'],
  )
  assert.doesNotMatch(JSON.stringify(answer.body), /may-chu-noi-bo|H15|cam-bien|temp/)
})

test('no cookie is set, answers live some seconds, an unchanged one is not sent again', async () => {
  const answer = await get('/cong-khai/khong-khi.json')
  assert.equal(answer.headers.get('set-cookie'), null)
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=5')
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'self'/)
  const tag = answer.headers.get('etag') ?? ''
  assert.equal((await get('/cong-khai/khong-khi.json', { 'if-none-match': tag })).status, 304)
  assert.equal((await get('/cong-khai/khong-khi.json', { 'if-none-match': 'W/"x"' })).status, 200)
})

test('CSV says the same as JSON, opens in a spreadsheet and runs nothing there', async () => {
  const answer = await get('/cong-khai/khong-khi.csv')
  assert.match(answer.type, /^text\/csv; charset=utf-8/)
  assert.match(answer.headers.get('content-disposition') ?? '', /filename="khong-khi-THU-NGHIEM-\d{8}-\d{4}\.csv"/)
  const bytes = new Uint8Array(await (await fetch(`${t.address}/cong-khai/khong-khi.csv`)).arrayBuffer())
  assert.deepEqual(Array.from(bytes.slice(0, 3)), [0xef, 0xbb, 0xbf])
  const { items } = await figures()
  const rows = rowsOf(answer.body)
  assert.equal(rows.length, items.length * 8)
  for (const asset of items) {
    for (const one of asset.values) {
      const row = rows.find((line) => line['station'] === asset.id && line['property'] === one.property)
      assert.equal(row?.['value'], one.value === null ? '' : String(one.value))
      assert.equal(row?.['stale'], String(one.stale))
      if (one.at) assert.equal(Date.parse(row?.['at'] ?? ''), Date.parse(one.at))
      assert.equal(row?.['mark'], 'THỬ NGHIỆM')
    }
  }
  assert.equal(rows.find((row) => row['station'] === 'tram-2')?.['name'], `'=HYPERLINK("http://x")`)
})

test('the past of a station as JSON and CSV: every hour has its place', async () => {
  for (const [count, asked] of [
    [48, ''],
    [24, '&hours=24'],
    [72, '&hours=72'],
  ] as const) {
    const { body } = await get(`/cong-khai/khong-khi/theo-gio.json?asset=tram-1${asked}`)
    const past = PublicHistory.parse(body)
    assert.equal(past.items.length, count)
    const known = past.items.filter(({ values }) => values.find((one) => one.property === 'pm25')?.value != null)
    assert.equal(known.length, 14)
    const rows = rowsOf((await get(`/cong-khai/khong-khi/theo-gio.csv?asset=tram-1${asked}`)).body)
    assert.deepEqual(
      rows.filter((row) => row['property'] === 'pm25').map((row) => row['value']),
      past.items.map(({ values }) => String(values.find((one) => one.property === 'pm25')?.value ?? '')),
    )
  }
  const days = PublicHistory.parse((await get('/cong-khai/khong-khi/theo-ngay.json?asset=tram-1')).body)
  assert.equal(days.items.length, 30)
  assert.equal((await get('/cong-khai/khong-khi/theo-ngay.csv?asset=tram-1')).status, 200)
})

test("the proof of the figure on the page computes to it, and equals the desk's but for the names of sources", async () => {
  const [asset] = (await figures()).items.filter(({ id }) => id === 'tram-1')
  const shown = asset?.values.find((one) => one.property === 'vn_aqi_h')
  const query = `asset=tram-1&property=vn_aqi_h&at=${shown?.at}`
  const open = await get(`/cong-khai/khong-khi/bang-chung.json?${query}`)
  assert.equal(Number(open.body['stored']), shown?.value)
  assert.equal(Number(open.body['recomputed']), shown?.value)
  const desk = await t.call('GET', `/api/v1/observations/proof?${query}`)
  const bare = (body: unknown) => JSON.stringify(body).replaceAll(/"sources":\[[^\]]*\]/g, '')
  assert.equal(bare(open.body), bare(desk.body))
  assert.doesNotMatch(JSON.stringify(open.body), /may-chu-noi-bo/)
})

test('whatever is asked, the answer is a named problem in the language asked for, never 500', async () => {
  const base = '/cong-khai/khong-khi'
  for (const [path, status] of [
    [`${base}/theo-gio.json`, 400],
    [`${base}/theo-gio.json?asset=`, 400],
    [`${base}/theo-gio.json?asset=nobody`, 404],
    [`${base}/theo-gio.json?asset=cam-bien`, 404],
    [`${base}/theo-gio.json?asset=%00`, 404],
    [`${base}/theo-gio.json?asset=%F0%28%8C%28`, 404],
    [`${base}/theo-gio.json?asset=${'x'.repeat(5000)}`, 400],
    [`${base}/theo-gio.json?asset=tram-1&hours=1000000`, 400],
    [`${base}/theo-gio.json?asset=tram-1&hours=24&hours=72`, 400],
    [`${base}/theo-gio.csv?asset=tram-1&asset=tram-2`, 400],
    [`${base}/theo-ngay.json?asset=__proto__`, 404],
    [`${base}/bang-chung.json?asset=tram-1&property=pm25&at=2026-11-20T08:00:00Z`, 404],
    [`${base}/bang-chung.json?asset=tram-1&property=temp&at=2026-11-20T08:00:00Z`, 404],
    [`${base}/bang-chung.json?asset=tram-1&property=vn_aqi_h&at=yesterday`, 400],
    [`${base}/bang-chung.json?asset=tram-1&property=vn_aqi_h&at=9999-12-31T23:59:59Z`, 400],
    [`${base}/bang-chung.json?asset=tram-1&property=vn_aqi_h&at=1970-01-01T00:00:00Z`, 400],
    [`${base}.xml`, 404],
    [`${base}/nuoc.json`, 404],
  ] as const) {
    for (const [language, title] of [
      ['vi', /Không tìm thấy|chưa/],
      ['en', /Not found|invalid|not valid/i],
    ] as const) {
      const answer = await get(path, { 'accept-language': language, accept: 'image/x-hostile;q=99, */*;q=\u00ff' })
      assert.equal(answer.status, status, `${path} ${answer.status}`)
      assert.match(answer.type, /^application\/problem\+json/, path)
      assert.match(String(answer.body['title']), title, path)
    }
  }
  const answer = await get(`${base}.json?x=${'y'.repeat(2000)}`, { accept: 'text/html', cookie: 'serepok_session=x' })
  assert.equal(answer.status, 200)
  for (const method of ['POST', 'PUT', 'DELETE']) {
    assert.equal((await t.call(method, `${base}.json`, { token: null, body: {} })).status, 404, method)
  }
})

test('two hundred strangers at once get the same answer, made once', async () => {
  const answers = await Promise.all(Array.from({ length: 200 }, () => get('/cong-khai/khong-khi.json')))
  assert.ok(answers.every((one) => one.status === 200))
  // Two at most: the seconds of one may end in between.
  assert.ok(new Set(answers.map((one) => String(one.body['as_of']))).size <= 2)
})

test('a station is published by its type, and withdrawn by it within seconds', async () => {
  for (const [type, there] of [
    ['air-station', true],
    ['air-sensor', false],
  ] as const) {
    await t.call('POST', '/api/v1/assets', { body: [station('cam-bien', { type })] })
    await sleep(5500)
    assert.equal(
      (await figures()).items.some(({ id }) => id === 'cam-bien'),
      there,
    )
    assert.equal((await get('/cong-khai/khong-khi/theo-gio.csv?asset=cam-bien')).status, there ? 200 : 404)
  }
})

test('where a demonstration runs, strangers see it and its mark; where none does, what is real', async () => {
  await using both = await testCentre({ contexts: ['live', 'demo'] })
  const demo = await both.token('demo', ['ingest', 'write'], 'H15.NNMT', 'demo')
  await both.call('POST', '/api/v1/assets', { body: [station('that')] })
  await both.call('POST', '/api/v1/assets', { token: demo, body: [station('trinh-dien')] })
  const { body } = await both.call('GET', '/cong-khai/khong-khi.json', { token: null })
  assert.equal(String(body['mark']), 'demo')
  assert.deepEqual(
    body.items.map((one) => String(one['id'])),
    ['trinh-dien'],
  )
  const sheet = await both.call('GET', '/cong-khai/khong-khi.csv', { token: null })
  assert.match(sheet.headers.get('content-disposition') ?? '', /TRINH-DIEN/)
  assert.match(String(sheet.body), /TRÌNH DIỄN,trinh-dien/)
})

test('communes with their places, for whoever has no station near', async () => {
  const { body, headers } = await get('/cong-khai/don-vi.json')
  assert.equal(body.items.length, 102)
  assert.equal(headers.get('cache-control'), 'public, max-age=3600')
})

test('the document tells strangers what they may ask, and what they get', async () => {
  const { body } = await t.call('GET', '/api/openapi.json')
  const paths = body['paths'] as unknown as Record<
    string,
    { get: { security: unknown[]; summary: string; responses: Record<string, { content: Record<string, unknown> }> } }
  >
  const open = Object.entries(paths).filter(([path]) => path.startsWith('/cong-khai'))
  assert.equal(open.length, 8)
  for (const [path, { get: operation }] of open) {
    assert.deepEqual(operation.security, [], path)
    const type = path.endsWith('.csv') ? 'text/csv' : 'application/json'
    assert.deepEqual(Object.keys(operation.responses['200']?.content ?? {}), [type], path)
  }
})
