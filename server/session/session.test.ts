import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, SECOND } from '#model'
import type { Caller } from '#engine/context'
import { disable, localNetworks, revokeToken } from '#engine/person'
import { buildServer } from '#server/http'
import { testContext } from '#tests'
import type { FastifyPluginAsync } from 'fastify'
import { sessionPlugin, stillValid } from './index.ts'
import { adminToken, cookieOf, own, password, root, town } from './town.ts'
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
        permissions: [
          'read',
          'alert.acknowledge',
          'alert.resolve',
          'alert.assign',
          'alert.mute',
          'incident.write',
          'incident.close',
        ],
        agency: null,
        administrator: false,
        step: null,
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
  const session = sessionPlugin({
    shared: t.shared,
    contexts: t.contexts,
    adminToken,
    allowDemo: false,
    local: localNetworks(),
  })
  const start = buildServer({
    version: 'test',
    tls: undefined,
    trustProxy: false,
    logLevel: 'silent',
    plugins: [session, open],
  })
  await assert.rejects(start, /GET \/open names no permission/)
})
