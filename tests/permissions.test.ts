import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TOKEN_SCOPES } from '#model'
import { type TestCentre, testCentre } from './support/centre.ts'

interface Operation {
  readonly method: string
  readonly path: string
  readonly open: boolean
}

let t: TestCentre
let operations: Operation[]

before(async () => {
  t = await testCentre()
  const { body } = await t.call('GET', '/api/openapi.json')
  const paths = body['paths'] as unknown as Record<string, Record<string, { security?: unknown[] }>>
  operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{[^}]+\}/g, 'no-such'),
      open: operation.security?.length === 0,
    })),
  )
})
after(() => t[Symbol.asyncDispose]())

const send = (one: Operation, token: string | null) =>
  t.call(one.method, one.path, { token, ...(one.method === 'GET' || one.method === 'DELETE' ? {} : { body: {} }) })

test('the document holds every route of the contract that exists', () => {
  assert.ok(operations.length > 30, `${operations.length} operations`)
  for (const path of [
    'observations',
    'observations/latest',
    'observations/proof',
    'events',
    'events/histogram',
    'assets',
    'series',
    'alerts',
    'sources',
    'agencies',
    'units',
    'units/locate',
    'audit',
    'live',
    'services',
  ]) {
    assert.ok(
      operations.some((one) => one.path === `/api/v1/${path}`),
      path,
    )
  }
})

test('every route that is not public refuses a stranger, a wrong token and a forged cookie with a problem', async () => {
  for (const one of operations.filter((candidate) => !candidate.open)) {
    const what = `${one.method} ${one.path}`
    for (const token of [null, 'f'.repeat(48)]) {
      const answer = await send(one, token)
      assert.equal(answer.status, 401, what)
      assert.match(answer.type, /^application\/problem\+json/, what)
      assert.equal(String(answer.body['code']), 'unauthenticated', what)
    }
    const cookie = await t.call(one.method, one.path, {
      token: null,
      headers: { cookie: `serepok_session=${'x'.repeat(43)}` },
    })
    assert.equal(cookie.status, 401, what)
  }
})

test('what is public is what the contract opens to a stranger, and signing in', () => {
  assert.deepEqual(
    operations
      .filter((one) => one.open)
      .map((one) => `${one.method} ${one.path}`)
      .sort(),
    [
      'GET /api/v1/instance',
      'GET /api/v1/session/oidc/callback',
      'GET /cong-khai/don-vi.json',
      'GET /cong-khai/khong-khi.csv',
      'GET /cong-khai/khong-khi.json',
      'GET /cong-khai/khong-khi/bang-chung.json',
      'GET /cong-khai/khong-khi/theo-gio.csv',
      'GET /cong-khai/khong-khi/theo-gio.json',
      'GET /cong-khai/khong-khi/theo-ngay.csv',
      'GET /cong-khai/khong-khi/theo-ngay.json',
      'GET /healthz',
      'GET /readyz',
      'POST /api/v1/invitations/accept',
      'POST /api/v1/session',
      'POST /api/v1/session/oidc',
    ],
  )
})

test('a token without the scope is forbidden, whatever it asks', async () => {
  const nothing = await t.token('nothing', ['warn'])
  for (const one of operations.filter((candidate) => !candidate.open)) {
    // What concerns the caller's own session needs no scope; a machine is refused there in its own way.
    if (one.path.startsWith('/api/v1/session')) continue
    const answer = await send(one, nothing)
    assert.equal(answer.status, 403, `${one.method} ${one.path}`)
  }
})

test('garbage with every scope never gives 5xx', async () => {
  const all = await t.token('all', TOKEN_SCOPES)
  for (const one of operations) {
    if (one.path.endsWith('/live') || (one.path === '/api/v1/session' && one.method === 'DELETE')) continue
    for (const body of [{}, [], [[]], { id: 'x', name: { vi: 1 }, at: 'never' }]) {
      const write = one.method !== 'GET' && one.method !== 'DELETE'
      const answer = await t.call(one.method, one.path, { token: all, ...(write ? { body } : {}) })
      assert.ok(answer.status < 500, `${one.method} ${one.path} ${answer.status}`)
      if (!write) break
    }
  }
})

test("another agency's rows are not there: assets, observations, alerts, sources, quarantine", async () => {
  const station = { id: 'mine', name: 'M', type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
  const mine = await t.token('nnmt', TOKEN_SCOPES, 'H15.NNMT')
  const theirs = await t.token('ca', TOKEN_SCOPES, 'H15.CA')
  assert.equal((await t.call('POST', '/api/v1/assets', { token: mine, body: [station] })).body['accepted'], 1 as never)
  const at = new Date(Date.now() - 60_000).toISOString()
  const row = { asset: 'mine', property: 'pm25', at, value: 5 }
  assert.equal(Number((await t.call('POST', '/api/v1/observations', { token: mine, body: [row] })).body['accepted']), 1)

  const stolen = await t.call('POST', '/api/v1/assets', { token: theirs, body: [{ ...station, name: 'stolen' }] })
  assert.equal(Number(stolen.body['accepted']), 0)
  const pushed = await t.call('POST', '/api/v1/observations', { token: theirs, body: [row] })
  assert.equal(String(pushed.body['rejected']?.[0]?.['problem']?.['code']), 'asset_unknown')
  assert.equal((await t.call('POST', '/api/v1/observations?source=nnmt', { token: theirs, body: [row] })).status, 404)

  for (const path of [
    '/api/v1/assets',
    '/api/v1/observations?asset=mine&property=pm25',
    '/api/v1/observations/latest',
    '/api/v1/series',
  ]) {
    assert.equal((await t.call('GET', path, { token: mine })).body.items.length, 1, path)
    assert.equal((await t.call('GET', path, { token: theirs })).body.items.length, 0, path)
  }
  const sources = async (token: string) =>
    (await t.call('GET', '/api/v1/sources', { token })).body.items.map((one) => String(one['id']))
  assert.deepEqual(await sources(theirs), ['ca'])
  assert.deepEqual(await sources(mine), ['nnmt'])
  assert.equal(
    (await t.call('POST', '/api/v1/observations', { token: mine, body: [{ ...row, asset: '?' }] })).status,
    200,
  )
  const kept = (await t.call('GET', '/api/v1/sources/nnmt/quarantine', { token: mine })).body.items[0]
  const message = `/api/v1/sources/nnmt/quarantine/${String(kept?.['id'])}`
  const replayed = await t.call('POST', `${message}/replay`, { token: mine, body: {} })
  const replay = `/api/v1/sources/nnmt/quarantine/replays/${String(replayed.body['id'])}`
  const word = { verdict: 'ignored', note: 'không cần' }
  const refused = [
    ['GET', '/api/v1/sources/nnmt'],
    ['GET', '/api/v1/sources/nnmt/hours'],
    ['GET', '/api/v1/sources/nnmt/quarantine'],
    ['GET', '/api/v1/sources/nnmt/quarantine/reasons'],
    ['GET', message],
    ['GET', '/api/v1/sources/nnmt/quarantine/replays'],
    ['GET', replay],
    ['POST', '/api/v1/sources/nnmt/pause', {}],
    ['POST', '/api/v1/sources/nnmt/quarantine/replay', {}],
    ['POST', `${message}/replay`, {}],
    ['POST', `${replay}/cancel`, {}],
    ['POST', `${message}/dismiss`, word],
    ['POST', `${message}/restore`, {}],
    ['POST', '/api/v1/sources/nnmt/quarantine/dismiss', { ...word, reason: 'asset_unknown' }],
    ['POST', '/api/v1/sources/nnmt/quarantine/restore', { settled_at: at }],
  ] as const
  for (const [method, path, body] of refused) {
    assert.equal((await t.call(method, path, { token: theirs, body })).status, 404, path)
  }
  assert.equal((await t.call('GET', message, { token: mine })).status, 200)
  // Whoever only reads sees how a source is, never what it could not say.
  const reader = await t.token('reader', ['read'], 'H15.NNMT')
  for (const [method, path, body] of refused.filter(([, path]) => path.includes('/quarantine'))) {
    assert.equal((await t.call(method, path, { token: reader, body })).status, 403, path)
  }
  const proof = `/api/v1/observations/proof?asset=mine&property=vn_aqi_h&at=${encodeURIComponent(at)}`
  assert.equal((await t.call('GET', proof, { token: theirs })).status, 404)
  assert.equal((await t.call('GET', proof, { token: mine })).status, 200)
})

test('a context belongs to the credential: nothing of live is seen from demo, and no parameter changes it', async () => {
  await using two = await testCentre({ contexts: ['live', 'demo'] })
  const station = { id: 's', name: 'S', type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
  const demo = await two.token('d', ['ingest', 'read', 'write'], null, 'demo')
  await two.call('POST', '/api/v1/assets', { body: [station] })
  const at = new Date(Date.now() - 60_000).toISOString()
  await two.call('POST', '/api/v1/observations', { body: [{ asset: 's', property: 'pm25', at, value: 300 }] })
  for (const path of ['/api/v1/assets', '/api/v1/observations/latest', '/api/v1/alerts', '/api/v1/sources']) {
    for (const try_ of [path, `${path}?context=live`, `${path}?search_path=live`]) {
      const { body } = await two.call('GET', try_, { token: demo, headers: { 'x-context': 'live' } })
      assert.equal(body.items.length, 0, try_)
    }
  }
  await two.call('POST', '/api/v1/observations', { body: [{ asset: '?', property: 'pm25', at, value: 3 }] })
  const [source] = (await two.call('GET', '/api/v1/sources')).body.items
  assert.equal(Number(source?.['quarantined']), 1)
  for (const path of ['quarantine', 'quarantine/1', 'quarantine/reasons', 'hours']) {
    const all = await two.token(`d ${path}`, TOKEN_SCOPES, null, 'demo')
    assert.equal(
      (await two.call('GET', `/api/v1/sources/${String(source?.['id'])}/${path}`, { token: all })).status,
      404,
      path,
    )
  }
  await two.call('POST', '/api/v1/assets', { token: demo, body: [{ ...station, id: 'only-demo' }] })
  const live = (await two.call('GET', '/api/v1/assets')).body.items.map((one) => String(one['id']))
  assert.deepEqual(live, ['s'])
  assert.equal((await two.call('PUT', '/api/v1/agencies/H15.CA', { token: demo, body: { name: 'x' } })).status, 403)
})
