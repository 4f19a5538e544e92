import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, type Role } from '#model'
import { invite } from '#engine/person'
import { type TestCentre, testCentre } from './support/centre.ts'
import { signInAs } from './support/people.ts'
import { CLIENT, challengeOf, openForger, openProvider, walk } from './support/provider.ts'

const manager = { kind: 'system', id: 'test', scope: EVERYTHING } as const

function centreAt(issuer: string): Promise<TestCentre> {
  return testCentre({ env: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret } })
}
async function leave(t: TestCentre, body: object = {}) {
  const answer = await t.call('POST', '/api/v1/session/oidc', { token: null, body })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const set = String(answer.headers.get('set-cookie'))
  return { location: String(answer.body['location']), cookie: set.split(';')[0] ?? '', set }
}
/** The browser comes back; answers where the page goes on to and the session's cookie, if one was set. */
async function comeBack(t: TestCentre, address: string, cookie: string) {
  const answer = await t.call('GET', address.replace(t.address, ''), { token: null, headers: { cookie } })
  const session = answer.headers.getSetCookie().find((line) => line.startsWith('serepok_session='))
  return {
    status: answer.status,
    to: /url=([^"]+)"/.exec(String(answer.body))?.[1],
    session: session?.split(';')[0],
    set: session,
  }
}
async function invited(t: TestCentre, login: string, role: Role): Promise<{ id: string; secret: string }> {
  const grants = [{ role, agency: null, service: null, unit: null }]
  const { person, secret } = await invite(t.centre.live, manager, { name: `Tên ${login}`, login, grants })
  return { id: person.id, secret }
}
const look = (t: TestCentre, cookie: string) =>
  t.call('GET', '/api/v1/session', { token: null, headers: { cookie, 'sec-fetch-site': 'same-origin' } })

test('an invited person comes in by a real provider, again by it, and is out after signing out', async () => {
  await using provider = await openProvider()
  await using t = await centreAt(provider.issuer)
  provider.callback = `${t.address}/api/v1/session/oidc/callback`
  assert.equal(String((await t.call('GET', '/api/v1/instance', { token: null })).body['single_sign_on']), 'true')
  const go = async (body: object = {}) => {
    const { location, cookie } = await leave(t, body)
    return comeBack(t, await walk(location, provider.callback), cookie)
  }
  provider.subject = 'subject-1'
  const stranger = await go()
  assert.deepEqual([stranger.to, stranger.session], ['/dang-nhap?loi=identity_unknown', undefined])
  assert.deepEqual(await t.centre.live.db.query('select * from person'), [])

  const { id, secret } = await invited(t, 'can.bo', 'officer')
  const first = await go({ invitation: secret })
  assert.equal(first.to, '/')
  assert.match(first.set ?? '', /HttpOnly; SameSite=Strict/)
  const session = await look(t, first.session ?? '')
  assert.deepEqual([session.body['person']?.['id'], session.body['step']], [id, null])
  const used = await go({ invitation: secret })
  assert.equal(used.to, '/dang-nhap?loi=link_used')

  const again = await go()
  assert.equal((await look(t, again.session ?? '')).status, 200)
  const headers = { cookie: again.session ?? '', 'sec-fetch-site': 'same-origin' }
  assert.equal((await t.call('DELETE', '/api/v1/session', { token: null, headers })).status, 204)
  assert.equal((await look(t, again.session ?? '')).status, 401)

  provider.subject = 'subject-2'
  assert.equal((await go()).to, '/dang-nhap?loi=identity_unknown')
  await t.call('POST', `/api/v1/persons/${id}/disable`)
  provider.subject = 'subject-1'
  assert.equal((await go()).to, '/dang-nhap?loi=identity_unknown')
  const refused = await t.centre.live.db.query(`select subject from audit where act = 'session.refuse' order by id`)
  assert.deepEqual(
    refused.map((one) => one['subject']),
    ['unknown', 'unknown', id],
  )
  const stored = JSON.stringify(await t.centre.live.db.query('select * from audit'))
  assert.equal(stored.includes('subject-1'), false)
})

test('an administrator needs the second factor here, unless the provider has asked for two', async () => {
  await using provider = await openProvider()
  await using t = await centreAt(provider.issuer)
  provider.callback = `${t.address}/api/v1/session/oidc/callback`
  const { secret } = await invited(t, 'chu', 'administrator')
  const go = async (body: object = {}) => {
    const { location, cookie } = await leave(t, body)
    const back = await comeBack(t, await walk(location, provider.callback), cookie)
    return (await look(t, back.session ?? '')).body['step'] as unknown
  }
  assert.equal(await go({ invitation: secret }), 'enrolment')
  provider.methods = ['pwd', 'otp', 'mfa']
  assert.equal(await go(), null)
})

test('a person links their own account with their password; one subject is one person', async () => {
  await using provider = await openProvider()
  await using t = await centreAt(provider.issuer)
  provider.callback = `${t.address}/api/v1/session/oidc/callback`
  const one = await signInAs(t, 'duty', null)
  const two = await signInAs(t, 'duty', null)
  const link = async (who: typeof one, password: string) => {
    const of = { token: null, headers: who.headers, body: { password } }
    return t.call('POST', '/api/v1/session/oidc/link', of)
  }
  assert.equal((await link(one, 'wrong')).status, 401)
  const outcomes: (string | undefined)[] = []
  for (const who of [one, two]) {
    const answer = await link(who, who.password)
    const cookie = String(answer.headers.get('set-cookie')).split(';')[0] ?? ''
    outcomes.push((await comeBack(t, await walk(String(answer.body['location']), provider.callback), cookie)).to)
  }
  assert.deepEqual(outcomes, ['/', '/dang-nhap?loi=conflict'])
  const { location, cookie } = await leave(t)
  const back = await comeBack(t, await walk(location, provider.callback), cookie)
  assert.equal((await look(t, back.session ?? '')).body['person']?.['id'], one.id as never)
})

test('the return is bound to the browser, to its state, and works once', async () => {
  await using provider = await openProvider()
  await using t = await centreAt(provider.issuer)
  provider.callback = `${t.address}/api/v1/session/oidc/callback`
  const { secret } = await invited(t, 'can.bo', 'officer')
  const { location, cookie, set } = await leave(t, { invitation: secret })
  assert.match(set, /; Path=\/api\/v1\/session\/oidc; Max-Age=600; HttpOnly; SameSite=Lax$/)
  const asked = new URL(location).searchParams
  assert.deepEqual(
    [asked.get('response_type'), asked.get('code_challenge_method'), asked.get('scope')],
    ['code', 'S256', 'openid'],
  )
  const address = await walk(location, provider.callback)
  const refused = '/dang-nhap?loi=identity_refused'
  for (const other of ['', 'serepok_oidc=of-somebody-else'])
    assert.equal((await comeBack(t, address, other)).to, refused)
  const whole = await comeBack(t, address, cookie)
  assert.equal(whole.to, '/')
  assert.equal((await comeBack(t, address, cookie)).to, refused)
  for (const [name, value] of [
    ['state', 'another'],
    ['code', 'another'],
    ['iss', 'https://evil.example'],
  ] as const) {
    const next = await leave(t)
    const changed = new URL(await walk(next.location, provider.callback))
    changed.searchParams.set(name, value)
    const back = await comeBack(t, changed.href, next.cookie)
    assert.deepEqual([back.to, back.session], [refused, undefined], name)
  }
})

test('an ID token with another issuer, audience, nonce, time, key or algorithm opens nothing', async () => {
  await using forger = await openForger()
  await using t = await centreAt(forger.issuer)
  const { secret } = await invited(t, 'can.bo', 'officer')
  const go = async (forge: (typeof forger)['forge'], body: object = {}) => {
    const { location, cookie } = await leave(t, body)
    const asked = new URL(location).searchParams
    forger.forge = forge
    forger.nonce = asked.get('nonce') ?? ''
    const back = await comeBack(t, `/api/v1/session/oidc/callback?code=x&state=${asked.get('state') ?? ''}`, cookie)
    assert.equal(challengeOf(forger.verifiers.at(-1) ?? ''), asked.get('code_challenge'))
    return back
  }
  assert.equal((await go({}, { invitation: secret })).to, '/')
  const now = Math.floor(Date.now() / 1000)
  for (const [what, forge] of Object.entries({
    issuer: { claims: { iss: 'https://evil.example' } },
    audience: { claims: { aud: 'another' } },
    expired: { claims: { iat: now - 7200, exp: now - 3600 } },
    nonce: { claims: { nonce: 'another' } },
    'no nonce': { claims: { nonce: undefined } },
    'no subject': { claims: { sub: undefined } },
    key: { foreignKey: true },
    algorithm: { header: { alg: 'none' } },
  })) {
    const back = await go(forge)
    assert.deepEqual([back.to, back.session], ['/dang-nhap?loi=identity_refused', undefined], what)
  }
  assert.match((await go({})).session ?? '', /^serepok_session=[\w-]{43}$/)
})

test('without a provider there is nothing to sign in by, and one that is away is told so', async () => {
  await using t = await testCentre()
  for (const [method, path] of [
    ['POST', '/api/v1/session/oidc'],
    ['GET', '/api/v1/session/oidc/callback'],
  ] as const) {
    const of = { token: null, ...(method === 'POST' ? { body: {} } : {}) }
    assert.equal((await t.call(method, path, of)).status, 404)
  }
  await using away = await centreAt('http://127.0.0.1:9')
  const answer = await away.call('POST', '/api/v1/session/oidc', { token: null, body: {} })
  assert.deepEqual([answer.status, String(answer.body['code'])], [503, 'unavailable'])
})
