import { randomBytes } from 'node:crypto'
import { EVERYTHING, TOKEN_SCOPES } from '#model'
import { createToken, invite } from '#engine/person'
import type { TestCentre } from './centre.ts'

/** The agency that owns what is made here, and one that has nothing to do with it. */
export const OWNER = 'H15.NNMT'
export const OTHER = 'H15.CA'

const manager = { kind: 'system', id: 'test', scope: EVERYTHING } as const
const fresh = (kind: string): string => `${kind}-${randomBytes(4).toString('hex')}`

/** Makes a thing and answers its id; `within` are the ids of the places before it in the path. */
type Make = (t: TestCentre, within: readonly string[]) => Promise<string>

/**
 * Makes a thing of the owner's in `live` for each place of a path that names one, by the path up to and including that
 * place, and answers its id. A route with a new `{…}` needs a line here: tests/idor.test.ts fails until it has one.
 */
export const THINGS: Readonly<Record<string, Make>> = {
  '/api/v1/alerts/{id}': alert,
  '/api/v1/events/{id}': event,
  '/api/v1/incidents/{id}': (t) => incident(t),
  '/api/v1/incidents/{id}/attachments/{file}': (t, [id = '']) => attachment(t, id),
  '/api/v1/sources/{id}': async (t) => (await station(t, 5)).source,
  '/api/v1/sources/{id}/quarantine/{message}': (t, [source = '']) => quarantined(t, source),
  '/api/v1/sources/{id}/quarantine/replays/{replay}': async (t, [source = '']) => {
    const path = `/api/v1/sources/${source}/quarantine/${await quarantined(t, source)}/replay`
    return String((await t.call('POST', path, { body: {} })).body['id'])
  },
  '/api/v1/persons/{id}': async (t) => (await invited(t)).id,
  '/api/v1/access-reviews/{id}': async (t) => (await invited(t)).grant,
  '/api/v1/tokens/{id}': async (t) => {
    const order = { name: fresh('token'), scopes: ['read'], agency: OWNER, context: 'live' } as const
    return (await createToken(t.centre.live, manager, order)).token.id
  },
  '/api/v1/agencies/{id}': async () => OWNER,
  '/api/v1/agencies/{code}': async () => OWNER,
  '/api/v1/units/{id}': async () => '66',
  '/tiles/{layer}': async () => 'assets',
  '/tiles/{layer}/{z}': async () => '0',
  '/tiles/{layer}/{z}/{x}': async () => '0',
  '/tiles/{layer}/{z}/{x}/{y}': async () => '0',
}

/** A body that the route takes, where an empty one will not do: an object, bytes, or how to make it. */
export const BODIES: Readonly<Record<string, object | Uint8Array<ArrayBuffer> | ((t: TestCentre) => Promise<object>)>> =
  {
    'PATCH /api/v1/incidents/{id}': { title: 'Đổi tên' },
    'POST /api/v1/incidents/{id}/assign': { owner: null },
    'POST /api/v1/incidents/{id}/cooperate': { agencies: [] },
    'POST /api/v1/incidents/{id}/notes': { note: 'đã tới nơi' },
    'POST /api/v1/incidents/{id}/link': async (t) => ({ alert: await alert(t) }),
    'POST /api/v1/incidents/{id}/unlink': async (t) => ({ alert: await alert(t) }),
    'POST /api/v1/incidents/{id}/merge': async (t) => ({ into: await incident(t) }),
    'POST /api/v1/incidents/{id}/close': { evidence: [{ kind: 'note', text: 'đã dập lửa' }] },
    'POST /api/v1/incidents/{id}/reopen': { note: 'chưa xong' },
    'POST /api/v1/incidents/{id}/attachments': Buffer.from('%PDF-1.4\n%%EOF'),
    'POST /api/v1/alerts/{id}/resolve': { note: 'đã xử lý' },
    'PUT /api/v1/agencies/{code}': { short: 'NNMT' },
    'POST /api/v1/sources/{id}/quarantine/dismiss': { reason: 'at_invalid', verdict: 'ignored', note: 'trạm gửi sai' },
    'POST /api/v1/sources/{id}/quarantine/{message}/dismiss': { verdict: 'ignored', note: 'trạm gửi sai' },
    'POST /api/v1/sources/{id}/quarantine/restore': { settled_at: '2026-11-20T00:00:00Z' },
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

/** A station of the owner's that has just sent one value and one row that nobody can read, and the token's source. */
async function station(t: TestCentre, pm25: number): Promise<{ asset: string; source: string }> {
  const asset = fresh('station')
  const source = fresh('source')
  const token = await t.token(source, TOKEN_SCOPES, OWNER)
  const place = { name: asset, type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
  await t.call('POST', '/api/v1/assets', { token, body: [{ id: asset, ...place }] })
  const at = new Date(Date.now() - 60_000).toISOString()
  const row = { asset, property: 'pm25', at, value: pm25 }
  await t.call('POST', '/api/v1/observations', { token, body: [row, { ...row, at: 'hôm qua' }] })
  return { asset, source }
}

/** The message of that row, which the source's quarantine keeps. */
async function quarantined(t: TestCentre, source: string): Promise<string> {
  const { items } = (await t.call('GET', `/api/v1/sources/${source}/quarantine`)).body
  return String(items[0]?.['id'])
}

/** An event that the owner's token has sent. */
async function event(t: TestCentre): Promise<string> {
  const token = await t.token(fresh('source'), TOKEN_SCOPES, OWNER)
  const id = fresh('event')
  await t.call('POST', '/api/v1/events', {
    token,
    body: [{ specversion: '1.0', id, source: 'urn:test', type: 'test' }],
  })
  const { items } = (await t.call('GET', '/api/v1/events', { token })).body
  return String(items.find((one) => String(one['id']) === id)?.['key'])
}

/** An incident that the owner's token has opened. */
async function incident(t: TestCentre): Promise<string> {
  const token = await t.token(fresh('token'), TOKEN_SCOPES, OWNER)
  const body = { title: fresh('incident'), severity: 'high' }
  return String((await t.call('POST', '/api/v1/incidents', { token, body })).body['id'])
}

/** A document of an incident. */
async function attachment(t: TestCentre, id: string): Promise<string> {
  const headers = { 'content-type': 'application/pdf' }
  const path = `/api/v1/incidents/${id}/attachments?name=bien-ban.pdf`
  const { body } = await t.call('POST', path, { headers, raw: Buffer.from('%PDF-1.4\n%%EOF') })
  return String(body['attachment']?.['id'])
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
