import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, type Grant, HOUR, type Permission, type Role, SECOND, TOKEN_SCOPES, type TokenScope } from '#model'
import { agencyRoutes, seedAgencies } from '#engine/agency'
import { auditRoutes, record } from '#engine/audit'
import type { Caller } from '#engine/context'
import {
  acceptInvitation,
  createToken,
  disable,
  invite,
  personRoutes,
  revokeToken,
  seedDemoPeople,
} from '#engine/person'
import { buildServer } from '#server/http'
import { testContext } from '#tests'
import type { FastifyInstance, FastifyPluginAsync, LightMyRequestResponse } from 'fastify'
import { sessionPlugin, stillValid } from './index.ts'

const root = { kind: 'system', id: 'test', scope: EVERYTHING } as const
const password = 'một mật khẩu dài'
const adminToken = 'an administrator for automation!'
const own = { 'sec-fetch-site': 'same-origin' }
const nobody = '00000000-0000-4000-8000-000000000000'

interface Town extends AsyncDisposable {
  readonly t: Awaited<ReturnType<typeof testContext>>
  readonly app: FastifyInstance
  token(
    scopes: readonly TokenScope[],
    agency?: string | null,
    context?: 'live' | 'demo',
  ): Promise<{ id: string; authorization: string }>
  /** Signs a new person in and answers the cookie. */
  person(login: string, role: Role, agency?: string | null): Promise<{ id: string; cookie: string }>
  signIn(login: string, secret?: string, headers?: object): Promise<LightMyRequestResponse>
}

async function town(
  options: { allowDemo?: boolean; secureCookie?: boolean; trustProxy?: boolean; more?: FastifyPluginAsync } = {},
): Promise<Town> {
  const t = await testContext()
  t.clock.set(Date.parse('2026-11-24T03:00:00Z'))
  const { allowDemo = false, secureCookie = false, trustProxy = false } = options
  await seedAgencies(
    t.owner('live'),
    ['X1', 'X2'].map((code) => ({
      id: `${code}@2025-07-01`,
      code,
      valid_from: '2025-07-01',
      valid_to: null,
      name: code,
      short: code,
      kind: 'department' as const,
      parent: null,
      unit: null,
    })),
  )
  const app = await buildServer({
    version: 'test',
    tls: undefined,
    trustProxy,
    logLevel: 'silent',
    plugins: [
      sessionPlugin({ shared: t.shared, contexts: t.contexts, adminToken, allowDemo }),
      personRoutes(t.shared, { allowDemo, secureCookie }),
      agencyRoutes(t.shared),
      auditRoutes,
      ...(options.more ? [options.more] : []),
    ],
  })
  const signIn: Town['signIn'] = (login, secret = password, headers = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login, password: secret },
      headers: { ...headers },
    })
  let tokens = 0
  return {
    t,
    app,
    signIn,
    async token(scopes, agency = null, context = 'live') {
      tokens += 1
      const { token, secret } = await createToken(t.shared, root, { name: `token${tokens}`, scopes, agency, context })
      return { id: token.id, authorization: `Bearer ${secret}` }
    },
    async person(login, role, agency = null) {
      const grants: Grant[] = [{ role, agency, service: null, unit: null }]
      const { secret } = await invite(t.shared, root, { name: login, login, grants })
      const { id } = await acceptInvitation(t.shared, { secret, name: login, login, password })
      return { id, cookie: cookieOf(await signIn(login)) }
    },
    async [Symbol.asyncDispose]() {
      await app.close()
      await t[Symbol.asyncDispose]()
    },
  }
}

function cookieOf(answer: { headers: { 'set-cookie'?: string | string[] | undefined } }): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

/** Every guarded route of the rooms, with a body that would be accepted. */
const ROUTES = [
  { permission: 'person.manage', method: 'GET', url: '/api/v1/persons' },
  {
    permission: 'person.manage',
    method: 'POST',
    url: '/api/v1/persons',
    payload: { name: 'n', login: 'n1', grants: [{ role: 'duty', agency: 'X2', service: null, unit: null }] },
  },
  { permission: 'person.manage', method: 'POST', url: `/api/v1/persons/${nobody}/disable` },
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

test('the cookie is HttpOnly, SameSite=Strict, Path=/, and Secure where the centre speaks https', async () => {
  for (const secureCookie of [false, true]) {
    await using w = await town({ secureCookie })
    await w.person('mot', 'duty')
    const answer = await w.signIn('mot')
    assert.equal(answer.statusCode, 200)
    const [pair, ...attributes] = String(answer.headers['set-cookie']).split('; ')
    assert.match(pair ?? '', /^serepok_session=[\w-]{43}$/)
    assert.deepEqual(attributes, [
      'Path=/',
      'Max-Age=604800',
      'HttpOnly',
      'SameSite=Strict',
      ...(secureCookie ? ['Secure'] : []),
    ])
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.deepEqual(
      {
        ...answer.json<{ person: { name: string } }>(),
        person: answer.json<{ person: { name: string } }>().person.name,
      },
      {
        kind: 'person',
        person: 'mot',
        context: 'live',
        permissions: ['read', 'alert.acknowledge', 'alert.resolve'],
        agency: null,
        administrator: false,
      },
    )
  }
})

test('after signing out the old cookie is worth nothing, and signing in ends a session that was planted', async () => {
  await using w = await town()
  const { cookie } = await w.person('mot', 'duty')
  const look = async (one: string): Promise<number> =>
    (await w.app.inject({ url: '/api/v1/session', headers: { cookie: one } })).statusCode
  assert.equal(await look(cookie), 200)
  const renewed = cookieOf(await w.signIn('mot', password, { cookie }))
  assert.notEqual(renewed, cookie)
  assert.deepEqual([await look(cookie), await look(renewed)], [401, 200])
  const planted = cookieOf(await w.signIn('mot', password, { cookie: 'serepok_session=chosen-by-somebody' }))
  assert.notEqual(planted, 'serepok_session=chosen-by-somebody')
  const out = await w.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie: renewed, ...own } })
  assert.deepEqual([out.statusCode, out.body, cookieOf(out)], [204, '', 'serepok_session='])
  assert.equal(await look(renewed), 401)
  assert.equal(await look(planted), 200)
  w.t.clock.advance(12 * HOUR)
  assert.equal(await look(planted), 401)
})

test('a change by cookie comes from the own pages only; a bearer needs no page and counts before a cookie', async () => {
  await using w = await town()
  const { cookie } = await w.person('mot', 'administrator')
  const machine = await w.token(['admin'])
  const change = async (headers: object): Promise<number> => {
    const payload = { name: `Tên ${Math.random()}` }
    return (
      await w.app.inject({
        method: 'PUT',
        url: '/api/v1/agencies/X1',
        payload,
        headers: { host: 'ioc.example', ...headers },
      })
    ).statusCode
  }
  for (const headers of [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://ioc.example' },
    { origin: 'http://evil.example' },
    { origin: 'http://ioc.example.evil.example' },
    { origin: 'null' },
    { origin: 'http://ioc.example:81' },
  ]) {
    assert.equal(await change({ cookie, ...headers }), 403, JSON.stringify(headers))
  }
  for (const headers of [own, { 'sec-fetch-site': 'none' }, { origin: 'http://ioc.example' }]) {
    assert.equal(await change({ cookie, ...headers }), 200, JSON.stringify(headers))
  }
  assert.equal(await change({ authorization: machine.authorization }), 200)
  assert.equal(await change({ authorization: 'Bearer nothing', cookie, ...own }), 401)
  const read = await w.token(['read'])
  assert.equal(await change({ authorization: read.authorization, cookie, ...own }), 403)
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' }
  const foreign = await w.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: form,
    payload: 'login=mot&password=x',
  })
  assert.equal(foreign.statusCode, 415)
})

test('ADMIN_TOKEN works from loopback only, and not through a proxy', async () => {
  for (const trustProxy of [false, true]) {
    await using w = await town({ trustProxy })
    const look = async (remoteAddress: string, headers: object = {}): Promise<number> => {
      const authorization = { authorization: `Bearer ${adminToken}`, ...headers }
      return (await w.app.inject({ url: '/api/v1/persons', headers: authorization, remoteAddress })).statusCode
    }
    for (const address of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])
      assert.equal(await look(address), 200, address)
    for (const address of ['203.0.113.1', '::2', '::ffff:203.0.113.1', '10.0.0.1'])
      assert.equal(await look(address), 401, address)
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip'])
      assert.equal(await look('127.0.0.1', { [name]: '127.0.0.1' }), 401, name)
    const { json } = await w.app.inject({ url: '/api/v1/session', headers: { authorization: `Bearer ${adminToken}` } })
    const answer = json()
    assert.deepEqual(
      [answer.kind, answer.person, answer.context, answer.administrator],
      ['token', { id: 'admin-token', name: 'admin' }, 'live', true],
    )
  }
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

test('a stream is no longer valid once its session, token, person or grant is gone', async () => {
  const callers: Caller[] = []
  const more: FastifyPluginAsync = async (app) => {
    app.get('/caller', { config: { permission: 'signed-in' } }, async (request) => {
      callers.push(request.caller)
      return request.ctx.name
    })
  }
  await using w = await town({ more })
  const mot = await w.person('mot', 'duty')
  const hai = await w.person('hai', 'duty')
  const machine = await w.token(['read'])
  for (const headers of [{ cookie: mot.cookie }, { cookie: hai.cookie }, { authorization: machine.authorization }]) {
    assert.equal((await w.app.inject({ url: '/caller', headers })).body, 'live')
  }
  const valid = (): Promise<boolean[]> => Promise.all(callers.map(stillValid))
  assert.deepEqual(await valid(), [true, true, true])
  await w.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie: mot.cookie, ...own } })
  assert.deepEqual(await valid(), [false, true, true])
  await revokeToken(w.t.shared, root, machine.id)
  assert.deepEqual(await valid(), [false, true, false])
  await w.t.owner('live').query(`update person_grant set role = 'leader'`)
  assert.deepEqual(await valid(), [false, false, false])
  await w.t.owner('live').query(`update person_grant set role = 'duty'`)
  assert.deepEqual(await valid(), [false, true, false])
  for (let hours = 0; hours < 12; hours += 1) {
    w.t.clock.advance(HOUR)
    await valid()
  }
  assert.deepEqual(await valid(), [false, false, false])
  w.t.clock.advance(-HOUR - SECOND)
  assert.deepEqual(await valid(), [false, true, false])
  await disable(w.t.shared, root, hai.id)
  assert.deepEqual(await valid(), [false, false, false])
  assert.equal(await stillValid({ ...(callers[1] as Caller) }), false)
})

test('a route without a permission stops the start', async () => {
  await using t = await testContext()
  const open: FastifyPluginAsync = async (app) => void app.get('/open', () => 'x')
  const session = sessionPlugin({ shared: t.shared, contexts: t.contexts, adminToken, allowDemo: false })
  const start = buildServer({
    version: 'test',
    tls: undefined,
    trustProxy: false,
    logLevel: 'silent',
    plugins: [session, open],
  })
  await assert.rejects(start, /GET \/open names no permission/)
})
