import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request as plainRequest } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { test } from 'node:test'
import { firstAdministrator } from '#engine/person'
import { certificate } from './support/certificate.ts'
import { testCentre } from './support/centre.ts'
import { testDatabase } from './support/ground.ts'

const pair = certificate()
const skip = pair === undefined ? 'no openssl on this machine' : false
const PASSWORD = 'một mật khẩu đủ dài 2026'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** One request over TLS by somebody who trusts that certificate and no other. */
function ask(
  address: string,
  path: string,
  of: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const json = of.body === undefined ? {} : { 'content-type': 'application/json' }
  return new Promise((done, failed) => {
    const asked = request(
      address + path,
      { method: of.method ?? 'GET', ca: pair?.cert, headers: { ...json, ...of.headers } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece))
        answer.on('end', () => done({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
      },
    )
    asked.on('error', failed)
    asked.end(of.body === undefined ? undefined : JSON.stringify(of.body))
  })
}

/** `script-src 'self'` → the words behind the name; those of `default-src` where there is none of that name. */
function directive(policy: string, name: string): string[] {
  const all = new Map(
    policy
      .split(';')
      .map((part) => part.trim().split(' '))
      .map(([first = '', ...rest]) => [first, rest]),
  )
  return all.get(name) ?? all.get('default-src') ?? []
}

async function secureCentre() {
  const database = await testDatabase()
  const [cert, key] = [join(database.dataDir, 'cert.pem'), join(database.dataDir, 'key.pem')]
  writeFileSync(cert, pair?.cert ?? '')
  writeFileSync(key, pair?.key ?? '')
  return testCentre({ database, env: { TLS_CERT: cert, TLS_KEY: key } })
}

test(
  'with a certificate every answer is over TLS and carries the headers, also those that refuse',
  { skip },
  async () => {
    await using t = await secureCentre()
    assert.match(t.address, /^https:/)
    const admin = { authorization: `Bearer ${t.adminToken}` }
    const answers = [
      ['/healthz', 200, {}],
      ['/', undefined, { accept: 'text/html' }],
      ['/api/v1/alerts', 401, {}],
      ['/api/v1/alerts', 200, admin],
      ['/nowhere', 404, {}],
      ['/api/v1/observations?asset=a&property=pm25&from=không', 400, admin],
      ['/api/docs/', 200, admin],
      ['/cong-khai/khong-khi.json', 200, {}],
    ] as const
    for (const [path, status, headers] of answers) {
      const answer = await ask(t.address, encodeURI(path), { headers })
      if (status !== undefined) assert.equal(answer.status, status, `${path}: ${answer.text}`)
      const policy = String(answer.headers['content-security-policy'])
      assert.deepEqual(directive(policy, 'script-src'), [`'self'`], path)
      assert.deepEqual(directive(policy, 'object-src'), [`'none'`], path)
      assert.deepEqual(directive(policy, 'frame-ancestors'), [`'none'`], path)
      assert.deepEqual(directive(policy, 'base-uri'), [`'none'`], path)
      assert.doesNotMatch(policy, /https?:|\*|unsafe-eval/, path)
      assert.match(String(answer.headers['strict-transport-security']), /^max-age=31536000\b/, path)
      assert.equal(answer.headers['x-content-type-options'], 'nosniff', path)
      assert.equal(answer.headers['x-frame-options'], 'DENY', path)
      assert.equal(answer.headers['referrer-policy'], 'no-referrer', path)
      assert.equal(answer.headers['cross-origin-opener-policy'], 'same-origin', path)
      assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin', path)
      assert.match(
        String(answer.headers['permissions-policy']),
        /camera=\(\).*geolocation=\(self\).*microphone=\(\)/,
        path,
      )
    }
    const page = await ask(t.address, '/api/docs/', { headers: admin })
    assert.doesNotMatch(page.text, /<script(?![^>]*\bsrc=)[^>]*>\s*\S/, 'no page has a script in it')
  },
)

test(
  'the session cookie is for https alone; who speaks in the clear or an old TLS gets nothing',
  { skip },
  async () => {
    await using t = await secureCentre()
    const link = await firstAdministrator(t.centre.live)
    const body = { secret: link, name: 'Quản trị', login: 'quan-tri', password: PASSWORD }
    const accepted = await ask(t.address, '/api/v1/invitations/accept', { method: 'POST', body })
    assert.equal(accepted.status, 200, accepted.text)
    const signed = await ask(t.address, '/api/v1/session', {
      method: 'POST',
      body: { login: 'quan-tri', password: PASSWORD },
      headers: { origin: t.address },
    })
    assert.equal(signed.status, 200, signed.text)
    const [cookie = '', ...attributes] = String(signed.headers['set-cookie']).split('; ')
    for (const one of ['HttpOnly', 'SameSite=Strict', 'Secure', 'Path=/']) assert.ok(attributes.includes(one), one)
    assert.equal((await ask(t.address, '/api/v1/session', { headers: { cookie } })).status, 200)

    const { hostname, port } = new URL(t.address)
    const clear = new Promise((done, failed) => {
      plainRequest({ hostname, port, path: '/healthz' }, done).on('error', failed).end()
    })
    await assert.rejects(clear)
    const old = new Promise((done, failed) => {
      const socket = connect({
        host: hostname,
        port: Number(port),
        ca: pair?.cert,
        maxVersion: 'TLSv1.1',
        minVersion: 'TLSv1',
      })
      socket.once('secureConnect', done).once('error', failed)
    })
    await assert.rejects(old)
  },
)

test('without a certificate nobody is told to use https, unless a trusted proxy in front says that it does', async () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' }
  await using direct = await testCentre()
  const lied = await direct.call('GET', '/healthz', { headers: forwarded })
  assert.equal(lied.headers.get('strict-transport-security'), null)
  await using behind = await testCentre({ env: { TRUST_PROXY: 'true' } })
  const told = await behind.call('GET', '/healthz', { headers: forwarded })
  assert.match(told.headers.get('strict-transport-security') ?? '', /^max-age=/)
})

test('no page of the screen has a script in it, as it is written and as it was built', () => {
  const written = ['../web/index.html', '../web/dist/index.html'].map((file) => join(import.meta.dirname, file))
  for (const file of written.filter((one) => existsSync(one))) {
    const page = readFileSync(file, 'utf8')
    const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)]
    assert.ok(scripts.length > 0)
    for (const [, attributes = '', text = ''] of scripts) {
      assert.deepEqual([/\bsrc=/.test(attributes), text.trim()], [true, ''])
    }
    assert.doesNotMatch(page, /\son\w+=|javascript:/)
  }
})
