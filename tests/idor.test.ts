import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ROLES, TOKEN_SCOPES } from '#model'
import { seedDemoPeople } from '#engine/person'
import { type TestCentre, testCentre } from './support/centre.ts'
import { signInAs, signInWith } from './support/people.ts'
import { BODIES, OTHER, OWNER, THINGS } from './support/things.ts'

/**
 * Every route with a `{…}` in its path, read from the OpenAPI document, called with the id of another agency's thing by
 * every role and every kind of credential of another agency and of another context (OWASP API1:2023).
 */
interface Operation {
  readonly name: string
  readonly method: string
  readonly path: string
  /** The path up to and including each place that names a thing. */
  readonly places: readonly string[]
}
type Credential = { readonly token: string | null; readonly headers?: Record<string, string> }

/**
 * What everybody who may read may ask for: agencies, units and places on the map belong to nobody. What of a place each
 * may see is tried in gateways/tiles.
 */
const REFERENCE = ['GET /api/v1/agencies/{id}', 'GET /api/v1/units/{id}', 'GET /tiles/{layer}/{z}/{x}/{y}.pbf']
const REFUSALS = [401, 403, 404]

let t: TestCentre
let operations: Operation[]
let owner: Credential
const strangers = new Map<string, Credential>()

before(async () => {
  t = await testCentre({ contexts: ['live', 'demo'] })
  const { body } = await t.call('GET', '/api/openapi.json')
  operations = Object.entries(body['paths'] as unknown as Record<string, object>).flatMap(([path, item]) =>
    path.includes('{') ? Object.keys(item).map((method) => operationOf(method.toUpperCase(), path)) : [],
  )
  owner = { token: null, headers: (await signInAs(t, 'administrator', null)).headers }
  for (const role of ROLES) {
    strangers.set(`${role} of ${OTHER}`, { token: null, headers: (await signInAs(t, role, OTHER)).headers })
  }
  strangers.set(`token of ${OTHER}`, { token: await t.token('other', TOKEN_SCOPES, OTHER) })
  strangers.set('token without a permission', { token: await t.token('nothing', ['warn']) })
  strangers.set('token of demo', { token: await t.token('demo', TOKEN_SCOPES, null, 'demo') })
  strangers.set(`token of demo of ${OWNER}`, { token: await t.token('demo-own', TOKEN_SCOPES, OWNER, 'demo') })
  for (const { login, password } of await seedDemoPeople(t.centre.live, t.dataDir)) {
    strangers.set(`${login} of demo`, { token: null, headers: await signInWith(t, login, password) })
  }
  strangers.set('nobody', { token: null })
})
after(() => t[Symbol.asyncDispose]())

function operationOf(method: string, path: string): Operation {
  const places = [...path.matchAll(/\{[^}]+\}/g)].map((match) => path.slice(0, match.index + match[0].length))
  return { name: `${method} ${path}`, method, path, places }
}

/** The path with ids of things made now, each the owner's. */
async function addressOf(one: Operation): Promise<{ url: string; ids: string[] }> {
  let url = one.path
  const ids: string[] = []
  for (const place of one.places) {
    const make = THINGS[place]
    assert.ok(make, `${one.name}: tests/support/things.ts does not know how to make ${place}`)
    const id = await make(t, ids)
    ids.push(id)
    url = url.replace(/\{[^}]+\}/, encodeURIComponent(id))
  }
  // A file's name stands in the address.
  return { url: BODIES[one.name] instanceof Uint8Array ? `${url}?name=tep.pdf` : url, ids }
}

/** What is sent with it, made once for all who try. */
async function sentWith(one: Operation): Promise<{ body?: object; raw?: Uint8Array<ArrayBuffer> }> {
  if (one.method === 'GET' || one.method === 'DELETE') return {}
  const given = BODIES[one.name] ?? {}
  const body = typeof given === 'function' ? await given(t) : given
  return body instanceof Uint8Array ? { raw: body as Uint8Array<ArrayBuffer> } : { body }
}

/** What a stranger could have changed, as one text. What the centre itself does while they try is left out. */
async function standing(): Promise<string> {
  const rows = await t.centre.live.db.query(
    `select (select json_agg(x order by x.id) from (select id, state, owner from alert) x) as alerts,
       (select json_agg(x order by x.id) from (select id, stood from incident) x) as incidents,
       (select json_agg(x order by x.id) from (select id, subject from attachment) x) as attachments,
       (select json_agg(x order by x.id) from (select id, name, settings, paused from source) x) as sources,
       (select json_agg(to_jsonb(x) - 'bytes' order by x.id) from quarantine x) as quarantined,
       (select count(*) from quarantine_replay) as replays,
       (select json_agg(x order by x.id) from (select id, name, login, state from person where not demo) x) as people,
       (select json_agg(x order by x.id) from (select id, role, agency, reviewed_at from person_grant) x) as grants,
       (select json_agg(x order by x.id) from (select id, revoked_at from token) x) as tokens,
       (select json_agg(x order by x.code, x.valid_from) from agency x) as agencies`,
  )
  return JSON.stringify(rows)
}

test('the document has routes with an id, and each of its things can be made', () => {
  assert.ok(operations.length >= 14, operations.map((one) => one.name).join(', '))
  const unknown = operations.flatMap((one) => one.places.filter((place) => !(place in THINGS)))
  assert.deepEqual([...new Set(unknown)], [], 'add a line to tests/support/things.ts for each of these')
})

test('every role and credential of another agency or context is refused, learns nothing and changes nothing', async () => {
  assert.equal(strangers.size, ROLES.length + 10)
  let tried = 0
  for (const one of operations) {
    const { url, ids } = await addressOf(one)
    const sent = await sentWith(one)
    const was = await standing()
    for (const [who, as] of strangers) {
      const what = `${one.name} as ${who}`
      const answer = await t.call(one.method, url, { ...as, ...sent })
      tried += 1
      if (REFERENCE.includes(one.name) && who !== 'nobody' && answer.status < 300) continue
      assert.ok(REFUSALS.includes(answer.status), `${what}: ${answer.status} ${JSON.stringify(answer.body)}`)
      assert.match(answer.type, /^application\/problem\+json/, what)
      const told = JSON.stringify(answer.body)
      // A short number may stand in any answer.
      for (const id of ids.filter((text) => text.length > 7)) assert.equal(told.includes(id), false, `${what}: ${id}`)
    }
    assert.equal(await standing(), was, `${one.name} was refused and yet changed something`)
  }
  assert.equal(tried, operations.length * strangers.size)
})

test('whoever may is not refused: the ids are real and the bodies are taken', async () => {
  for (const one of operations) {
    const { url } = await addressOf(one)
    const answer = await t.call(one.method, url, { ...owner, ...(await sentWith(one)) })
    // 409 is the word of somebody who looked at the thing: an ended replay is not cancelled.
    assert.ok(
      answer.status < 300 || answer.status === 409,
      `${one.name}: ${answer.status} ${JSON.stringify(answer.body)}`,
    )
  }
})
