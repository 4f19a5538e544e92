import { EVERYTHING, type Grant, type Role, type TokenScope } from '#model'
import { agencyRoutes, seedAgencies } from '#engine/agency'
import { auditRoutes } from '#engine/audit'
import { acceptInvitation, createToken, invite, localNetworks, personRoutes } from '#engine/person'
import { buildServer } from '#server/http'
import { testContext } from '#tests'
import type { FastifyInstance, FastifyPluginAsync, LightMyRequestResponse } from 'fastify'
import { TOTP } from 'otpauth'
import { sessionPlugin } from './session.ts'

export const root = { kind: 'system', id: 'test', scope: EVERYTHING } as const
export const password = 'một mật khẩu dài'
export const adminToken = 'an administrator for automation!'
export const own = { 'sec-fetch-site': 'same-origin' }
export const nobody = '00000000-0000-4000-8000-000000000000'

interface Town extends AsyncDisposable {
  readonly t: Awaited<ReturnType<typeof testContext>>
  readonly app: FastifyInstance
  token(
    scopes: readonly TokenScope[],
    agency?: string | null,
    context?: 'live' | 'demo',
  ): Promise<{ id: string; authorization: string }>
  /** Signs a new person in, enrolling a second factor where the role asks for one, and answers the cookie. */
  person(login: string, role: Role, agency?: string | null): Promise<{ id: string; cookie: string }>
  /** Makes an active person without signing in. */
  member(login: string, role: Role, agency?: string | null): Promise<string>
  /** Goes through the enrolment that a session asks for. */
  enrol(cookie: string): Promise<{ cookie: string; secret: string; codes: string[] }>
  /** What an authenticator shows at the town's clock, `steps` of 30 s from now. */
  code(secret: string, steps?: number): string
  signIn(login: string, secret?: string, headers?: object): Promise<LightMyRequestResponse>
}

/** A centre of two agencies, X1 and X2, behind a real server on a database of its own: for the tests of this room. */
export async function town(
  options: { allowDemo?: boolean; secureCookie?: boolean; trustProxy?: boolean; more?: FastifyPluginAsync } = {},
): Promise<Town> {
  const t = await testContext()
  t.clock.set(Date.parse('2026-11-24T03:00:00Z'))
  const { allowDemo = false, secureCookie = false, trustProxy = false } = options
  const local = localNetworks()
  await seedTwo(t)
  const app = await buildServer({
    version: 'test',
    tls: undefined,
    trustProxy,
    logLevel: 'silent',
    plugins: [
      sessionPlugin({ shared: t.shared, contexts: t.contexts, adminToken, allowDemo, local }),
      personRoutes(t.shared, { allowDemo, secureCookie, local }),
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
      const id = await member(t, login, role, agency)
      const answer = await signIn(login)
      const cookie = cookieOf(answer)
      return { id, cookie: answer.json().step === 'enrolment' ? (await enrol(app, t, cookie)).cookie : cookie }
    },
    member: (login, role, agency = null) => member(t, login, role, agency),
    enrol: (cookie) => enrol(app, t, cookie),
    code: (secret, steps = 0) => codeAt(secret, t.clock.now() + steps * 30_000),
    async [Symbol.asyncDispose]() {
      await app.close()
      await t[Symbol.asyncDispose]()
    },
  }
}

async function member(t: Town['t'], login: string, role: Role, agency: string | null): Promise<string> {
  const grants: Grant[] = [{ role, agency, service: null, unit: null }]
  const { secret } = await invite(t.shared, root, { name: login, login, grants })
  return (await acceptInvitation(t.shared, { secret, name: login, login, password })).id
}

async function enrol(
  app: FastifyInstance,
  t: Town['t'],
  cookie: string,
): Promise<{ cookie: string; secret: string; codes: string[] }> {
  const headers = { cookie, ...own }
  const offer = await app.inject({ method: 'POST', url: '/api/v1/session/factor', payload: {}, headers })
  const { secret } = offer.json()
  const payload = { code: codeAt(secret, t.clock.now()) }
  const done = await app.inject({ method: 'POST', url: '/api/v1/session/factor/confirm', payload, headers })
  return { cookie: cookieOf(done), secret, codes: done.json().recovery_codes }
}

function codeAt(secret: string, at: number): string {
  return new TOTP({ secret }).generate({ timestamp: at })
}

/** The `name=value` that an answer sets. */
export function cookieOf(answer: { headers: { 'set-cookie'?: string | string[] | undefined } }): string {
  return String(answer.headers['set-cookie']).split(';')[0] ?? ''
}

async function seedTwo(t: Town['t']): Promise<void> {
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
}
