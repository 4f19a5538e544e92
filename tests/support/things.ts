import { randomBytes } from 'node:crypto'
import { EVERYTHING, TOKEN_SCOPES } from '#model'
import { createToken, invite } from '#engine/person'
import type { TestCentre } from './centre.ts'

/** The agency that owns what is made here, and one that has nothing to do with it. */
export const OWNER = 'H15.NNMT'
export const OTHER = 'H15.CA'

const manager = { kind: 'system', id: 'test', scope: EVERYTHING } as const
const fresh = (kind: string): string => `${kind}-${randomBytes(4).toString('hex')}`

/**
 * Makes a thing of the owner's in `live` for each place of a path that names one, by the path up to and including that
 * place, and answers its id. A route with a new `{…}` needs a line here: tests/idor.test.ts fails until it has one.
 */
export const THINGS: Readonly<Record<string, (t: TestCentre) => Promise<string>>> = {
  '/api/v1/alerts/{id}': alert,
  '/api/v1/sources/{id}': async (t) => (await station(t, 5)).source,
  '/api/v1/persons/{id}': async (t) => (await invited(t)).id,
  '/api/v1/access-reviews/{id}': async (t) => (await invited(t)).grant,
  '/api/v1/tokens/{id}': async (t) => {
    const order = { name: fresh('token'), scopes: ['read'], agency: OWNER, context: 'live' } as const
    return (await createToken(t.centre.live, manager, order)).token.id
  },
  '/api/v1/agencies/{id}': async () => OWNER,
  '/api/v1/agencies/{code}': async () => OWNER,
  '/api/v1/units/{id}': async () => '66',
}

/** A body that the route takes, where an empty one will not do. */
export const BODIES: Readonly<Record<string, object>> = {
  'POST /api/v1/alerts/{id}/resolve': { note: 'đã xử lý' },
  'PUT /api/v1/agencies/{code}': { short: 'NNMT' },
}

async function invited(t: TestCentre): Promise<{ id: string; grant: string }> {
  const login = fresh('person')
  const grants = [{ role: 'officer', agency: OWNER, service: null, unit: null }] as const
  const { person } = await invite(t.centre.live, manager, { name: login, login, grants })
  const rows = await t.centre.live.db.query<{ id: string }>('select id from person_grant where person = $1', [
    person.id,
  ])
  return { id: person.id, grant: rows[0]?.id ?? '' }
}

/** A station of the owner's that has just sent one value, and the source which the token made. */
async function station(t: TestCentre, pm25: number): Promise<{ asset: string; source: string }> {
  const asset = fresh('station')
  const source = fresh('source')
  const token = await t.token(source, TOKEN_SCOPES, OWNER)
  const place = { name: asset, type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
  await t.call('POST', '/api/v1/assets', { token, body: [{ id: asset, ...place }] })
  const at = new Date(Date.now() - 60_000).toISOString()
  await t.call('POST', '/api/v1/observations', { token, body: [{ asset, property: 'pm25', at, value: pm25 }] })
  return { asset, source }
}

/** An alert as it comes about: over 250 µg/m³ the service's own rule raises one. */
async function alert(t: TestCentre): Promise<string> {
  const { asset } = await station(t, 312.4)
  for (let tries = 0; tries < 200; tries += 1) {
    const { items } = (await t.call('GET', '/api/v1/alerts?limit=1000')).body
    const raised = items.find((one) => String(one['subject']) === asset)
    if (raised) return String(raised['id'])
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`no alert was raised for ${asset}`)
}
