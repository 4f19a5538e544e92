import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { EVERYTHING, type Role } from '#model'
import { acceptInvitation, invite } from '#engine/person'
import { TOTP } from 'otpauth'
import type { TestCentre } from './centre.ts'

/** What a browser of a signed-in person sends along. */
export type PersonHeaders = Readonly<Record<'cookie' | 'sec-fetch-site', string>>

const manager = { kind: 'system', id: 'test', scope: EVERYTHING } as const

/** Makes a person of the context `live` and signs them in, through the second factor where the role asks for one. */
export async function signInAs(
  t: TestCentre,
  role: Role,
  agency: string | null,
): Promise<{ id: string; password: string; headers: PersonHeaders }> {
  const login = `p${randomBytes(5).toString('hex')}`
  const password = randomBytes(12).toString('hex')
  const grants = [{ role, agency, service: null, unit: null }]
  const { secret } = await invite(t.centre.live, manager, { name: login, login, grants })
  const { id } = await acceptInvitation(t.centre.live, { secret, name: login, login, password })
  const half = await t.call('POST', '/api/v1/session', { token: null, body: { login, password } })
  assert.equal(half.status, 200)
  const headers = headersOf(half.headers)
  if (String(half.body['step']) !== 'enrolment') return { id, password, headers }
  const offer = await t.call('POST', '/api/v1/session/factor', { token: null, headers, body: {} })
  const code = new TOTP({ secret: String(offer.body['secret']) }).generate()
  const whole = await t.call('POST', '/api/v1/session/factor/confirm', { token: null, headers, body: { code } })
  assert.equal(whole.status, 200)
  return { id, password, headers: headersOf(whole.headers) }
}

/** Signs in with login and password alone, as accounts of the demonstration do. */
export async function signInWith(t: TestCentre, login: string, password: string): Promise<PersonHeaders> {
  const answer = await t.call('POST', '/api/v1/session', { token: null, body: { login, password } })
  assert.equal(answer.status, 200)
  return headersOf(answer.headers)
}

function headersOf(headers: Headers): PersonHeaders {
  return { cookie: headers.get('set-cookie')?.split(';')[0] ?? '', 'sec-fetch-site': 'same-origin' }
}
