import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Permission, TOKEN_SCOPES } from '#model'
import { record } from '#engine/audit'
import { seedDemoPeople } from '#engine/person'
import { adminToken, cookieOf, nobody, own, password, root, town } from './town.ts'

/** Every guarded route of the rooms, with a body that would be accepted. */
const ROUTES = [
  { permission: 'person.manage', method: 'GET', url: '/api/v1/persons' },
  {
    permission: 'person.manage',
    method: 'POST',
    url: '/api/v1/persons',
    payload: { name: 'n', login: 'n1', grants: [{ role: 'duty', agency: 'X2', service: null, unit: null }] },
  },
  { permission: 'person.disable', method: 'POST', url: `/api/v1/persons/${nobody}/disable` },
  { permission: 'person.manage', method: 'POST', url: `/api/v1/persons/${nobody}/recover` },
  { permission: 'token.manage', method: 'GET', url: '/api/v1/tokens' },
  {
    permission: 'token.manage',
    method: 'POST',
    url: '/api/v1/tokens',
    payload: { name: 'n', scopes: ['read'], agency: 'X2' },
  },
  { permission: 'token.manage', method: 'DELETE', url: `/api/v1/tokens/${nobody}` },
  { permission: 'audit.read', method: 'GET', url: '/api/v1/audit' },
  { permission: 'agency.manage', method: 'PUT', url: '/api/v1/agencies/X2', payload: { name: 'Mới' } },
  { permission: 'read', method: 'GET', url: '/api/v1/agencies' },
  { permission: 'read', method: 'GET', url: '/api/v1/agencies/X1' },
] as const satisfies readonly { permission: Permission; method: string; url: string; payload?: object }[]
test('every guarded route refuses a stranger, a stale secret and a caller without its permission', async () => {
  await using w = await town()
  const ingest = await w.token(['ingest'])
  const write = await w.token(['write', 'warn'])
  const leader = await w.person('leader', 'leader')
  for (const { permission, ...request } of ROUTES) {
    const of = `${request.method} ${request.url}`
    for (const headers of [
      {},
      { authorization: 'Bearer nothing' },
      { authorization: 'Basic eDp5' },
      { cookie: 'serepok_session=x' },
    ]) {
      const answer = await w.app.inject({ ...request, headers })
      assert.equal(answer.statusCode, 401, of)
      assert.equal(answer.json().code, 'unauthenticated', of)
      assert.equal(answer.headers['www-authenticate'], 'Bearer', of)
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, of)
    }
    for (const headers of [ingest, write]) {
      assert.equal((await w.app.inject({ ...request, headers })).json().code, 'forbidden', of)
    }
    const answer = await w.app.inject({ ...request, headers: { cookie: leader.cookie, ...own } })
    assert.equal(answer.statusCode, permission === 'read' ? 200 : 403, of)
  }
  for (const request of [
    { method: 'GET' },
    { method: 'DELETE' },
    { method: 'PUT', url: '/api/v1/session/password', payload: {} },
  ] as const) {
    assert.equal((await w.app.inject({ url: '/api/v1/session', ...request })).statusCode, 401)
  }
  assert.equal((await w.app.inject({ method: 'GET', url: '/api/v1/nowhere' })).statusCode, 404)
})

test('a caller of one agency with every permission does nothing to another agency', async () => {
  await using w = await town()
  const theirs = await w.person('theirs', 'officer', 'X2')
  const theirToken = await w.token(['read'], 'X2')
  const machine = await w.token(TOKEN_SCOPES, 'X1')
  const manager = await w.person('manager', 'administrator', 'X1')
  for (const headers of [{ authorization: machine.authorization }, { cookie: manager.cookie, ...own }]) {
    const codes: Record<string, number> = {}
    for (const { permission, ...request } of ROUTES) {
      if (permission === 'read') continue
      const url = request.url.includes('tokens')
        ? request.url.replace(nobody, theirToken.id)
        : request.url.replace(nobody, theirs.id)
      const answer = await w.app.inject({ ...request, url, headers })
      codes[`${request.method} ${request.url}`] = answer.statusCode
      assert.equal(answer.body.includes('theirs') || answer.body.includes(theirToken.id), false)
    }
    assert.deepEqual(codes, {
      'GET /api/v1/persons': 200,
      'POST /api/v1/persons': 403,
      [`POST /api/v1/persons/${nobody}/disable`]: 404,
      [`POST /api/v1/persons/${nobody}/recover`]: 404,
      'GET /api/v1/tokens': 200,
      'POST /api/v1/tokens': 403,
      [`DELETE /api/v1/tokens/${nobody}`]: 404,
      'GET /api/v1/audit': 403,
      'PUT /api/v1/agencies/X2': 403,
    })
  }
  const headers = { authorization: machine.authorization }
  const made = await w.app.inject({
    method: 'POST',
    url: '/api/v1/tokens',
    headers,
    payload: { name: 'mine', scopes: ['read'], agency: 'X1' },
  })
  assert.equal(made.statusCode, 200)
  assert.match(made.json().secret, /^srp_/)
})

test('sign-in is throttled by the address of the peer, with a time to wait', async () => {
  await using w = await town()
  for (let n = 0; n < 10; n += 1) {
    const answer = await w.signIn(`login${n}`, 'wrong', { 'x-forwarded-for': `198.51.100.${n}` })
    assert.deepEqual([answer.statusCode, answer.json().code], [401, 'wrong_credentials'])
  }
  const answer = await w.signIn('one.more', 'wrong', { 'x-forwarded-for': '198.51.100.99' })
  assert.deepEqual([answer.statusCode, answer.json().code, answer.headers['retry-after']], [429, 'too_many', '900'])
})

test('bad input is a problem that names the field, never 500', async () => {
  await using w = await town()
  const headers = { authorization: `Bearer ${adminToken}` }
  const post = (url: string, payload: object) => w.app.inject({ method: 'POST', url, payload, headers })
  const person = { name: 'n', login: 'n1', grants: [{ role: 'duty', agency: null, service: null, unit: null }] }
  for (const [answer, pointer] of [
    [await post('/api/v1/session', { login: 1, password: 'x' }), '/login'],
    [await post('/api/v1/persons', { ...person, name: 'a\0b' }), '/name'],
    [await post('/api/v1/persons', { ...person, login: 'có dấu' }), '/login'],
    [await post('/api/v1/persons', { ...person, grants: [{ ...person.grants[0], role: 'king' }] }), '/grants/0/role'],
    [await post('/api/v1/tokens', { name: 'n', scopes: ['all'] }), '/scopes/0'],
    [await post('/api/v1/tokens', { name: 'n', scopes: ['read'], agency: 'X9' }), '/agency'],
    [
      await w.app.inject({ method: 'PUT', url: '/api/v1/agencies/X1', payload: { from: '2026-02-30' }, headers }),
      '/from',
    ],
  ] as const) {
    assert.deepEqual([answer.statusCode, answer.json().pointer], [400, pointer], answer.body)
  }
  for (const url of [
    'persons?cursor=x',
    'tokens?cursor=x',
    'audit?cursor=x',
    'audit?from=yesterday',
    'agencies?at=2026-13-01',
  ]) {
    assert.equal((await w.app.inject({ url: `/api/v1/${url}`, headers })).statusCode, 400, url)
  }
  for (const url of ['agencies/a%00b', 'agencies/X1@0000-01-01', 'agencies/%F0%9F%98%80']) {
    assert.equal((await w.app.inject({ url: `/api/v1/${url}`, headers })).statusCode, 404, url)
  }
  for (const url of [
    'audit?from=0000-01-01T00:00:00Z',
    'audit?to=9999-12-31T23:59:59Z',
    'agencies?at=0000-01-01',
    `persons?cursor=${nobody}`,
  ]) {
    assert.equal((await w.app.inject({ url: `/api/v1/${url}`, headers })).statusCode, 200, url)
  }
})

test('a weak password, a used link and the password route answer as people need', async () => {
  await using w = await town()
  const headers = { authorization: `Bearer ${adminToken}` }
  const payload = { name: 'n', login: 'n1', grants: [{ role: 'duty', agency: 'X1', service: null, unit: null }] }
  const invited = await w.app.inject({ method: 'POST', url: '/api/v1/persons', payload, headers })
  const secret = String(invited.json().link).replace('/moi/', '')
  const accept = (body: object) =>
    w.app.inject({
      method: 'POST',
      url: '/api/v1/invitations/accept',
      payload: { secret, name: 'N', login: 'n1', password, ...body },
    })
  assert.equal((await accept({ password: 'short' })).json().code, 'weak_password')
  assert.equal((await accept({})).statusCode, 200)
  assert.equal((await accept({})).statusCode, 410)
  const cookie = cookieOf(await w.signIn('n1'))
  const change = {
    method: 'PUT',
    url: '/api/v1/session/password',
    payload: { current: password, password: 'another long password' },
  } as const
  assert.equal((await w.app.inject({ ...change, headers })).statusCode, 403)
  assert.equal((await w.app.inject({ ...change, headers: { cookie } })).statusCode, 403)
  assert.equal((await w.app.inject({ ...change, headers: { cookie, ...own } })).statusCode, 204)
  assert.equal((await w.app.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode, 401)
  assert.equal((await w.signIn('n1', 'another long password')).statusCode, 200)
})

test('a credential serves its own context: the trail of demo is not that of live', async () => {
  await using w = await town({ allowDemo: true })
  const accounts = await seedDemoPeople(w.t.shared, w.t.dataDir)
  const quanTri = accounts.find((one) => one.login === 'quan-tri')
  const cookie = cookieOf(await w.signIn('quan-tri', quanTri?.password))
  await w.t.demo.db.transaction((tx) => record(tx, w.t.demo, { actor: root, act: 'demo.act', subject: 's' }))
  const demoToken = await w.token(['read', 'admin'], null, 'demo')
  for (const headers of [{ cookie, ...own }, { authorization: demoToken.authorization }]) {
    const { items } = (await w.app.inject({ url: '/api/v1/audit', headers })).json()
    assert.deepEqual(
      items.map((one: { act: string }) => one.act),
      ['demo.act'],
    )
    for (const { permission, ...request } of ROUTES) {
      if (!permission.endsWith('.manage')) continue
      assert.equal((await w.app.inject({ ...request, headers })).statusCode, 403, request.url)
    }
  }
  const live = (
    await w.app.inject({
      url: '/api/v1/audit?act=person.create&limit=2',
      headers: { authorization: `Bearer ${adminToken}` },
    })
  ).json()
  assert.equal(live.items.length, 2)
  const rest = (
    await w.app.inject({
      url: `/api/v1/audit?act=person.create&cursor=${live.next}`,
      headers: { authorization: `Bearer ${adminToken}` },
    })
  ).json()
  assert.deepEqual([rest.items.length, rest.next], [3, null])
  await using serve = await town()
  await seedDemoPeople(serve.t.shared, w.t.dataDir)
  assert.equal((await serve.signIn('quan-tri', quanTri?.password)).json().code, 'wrong_credentials')
})
