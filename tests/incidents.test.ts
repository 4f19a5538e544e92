import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { type TestCentre, testCentre } from './support/centre.ts'
import { follow } from './support/live.ts'

/** Incidents as other programs meet them: over HTTP, by the public contract. */
let t: TestCentre
let ofA: string
let ofB: string

before(async () => {
  t = await testCentre()
  ofA = await t.token('desk-a', ['read', 'write', 'ingest'], 'H15.NNMT')
  ofB = await t.token('desk-b', ['read', 'write'], 'H15.CA')
})
after(() => t[Symbol.asyncDispose]())

const post = (path: string, body: unknown, token = ofA) => t.call('POST', `/api/v1/incidents${path}`, { body, token })

async function opened(more: object = {}): Promise<string> {
  const { status, body } = await post('', { title: 'Cháy rẫy', severity: 'high', ...more })
  assert.equal(status, 201)
  return String(body['id'])
}

function photo(): Promise<Buffer> {
  return sharp({ create: { width: 64, height: 48, channels: 3, background: '#446688' } })
    .jpeg()
    .toBuffer()
}
const upload = (id: string, query: string, bytes: Buffer, token = ofA) =>
  t.call('POST', `/api/v1/incidents/${id}/attachments?${query}`, {
    token,
    headers: { 'content-type': 'image/jpeg' },
    raw: bytes as Buffer<ArrayBuffer>,
  })

test('the contract’s calls: opened, refused without evidence, closed with it', async () => {
  const id = await opened({ lat: 12.68, lon: 108.05 })
  const none = await post(`/${id}/close`, {})
  assert.deepEqual([none.status, String(none.body['code'])], [409, 'evidence_lacking'])
  assert.equal((await post(`/${id}/close`, { evidence: [] })).status, 409)
  const { status, body } = await post(`/${id}/close`, { evidence: [{ kind: 'note', text: 'đã dập' }] })
  assert.deepEqual([status, String(body['state']), String(body['closing'])], [200, 'closed', 'word'])
  const { items } = (await t.call('GET', '/api/v1/incidents?state=closed&agency=H15.NNMT', { token: ofA })).body
  assert.ok(items.some((one) => String(one['id']) === id && 'rule' in one && 'subject' in one))
})

test('a photo closes when it says when and where it was taken; its bytes come back to those who may see it', async () => {
  const id = await opened()
  const bytes = await photo()
  const bare = await upload(id, 'name=a.jpg', bytes)
  assert.equal(bare.status, 201)
  const of = (answer: typeof bare): string => String(answer.body['attachment']?.['id'])
  const without = await post(`/${id}/close`, { evidence: [{ kind: 'photo', file: of(bare) }] })
  assert.deepEqual([without.status, String(without.body['detail'])], [409, 'time and place'])
  const said = await upload(id, `name=b.jpg&lat=12.68&lon=108.05&at=${new Date().toISOString()}`, bytes)
  const path = `/api/v1/incidents/${id}/attachments/${of(said)}`
  const shown = await t.call('GET', path, { token: ofA })
  assert.equal(shown.type, 'image/jpeg')
  assert.match(String(shown.headers.get('content-security-policy')), /sandbox/)
  assert.equal(shown.headers.get('x-content-type-options'), 'nosniff')
  assert.equal((await t.call('GET', path, { token: ofB })).status, 404)
  const closed = await post(`/${id}/close`, { evidence: [{ kind: 'photo', file: of(said) }] })
  assert.deepEqual([closed.status, String(closed.body['closing'])], [200, 'proof'])
  // Another incident's photo proves nothing here.
  const other = await opened()
  assert.equal((await post(`/${other}/close`, { evidence: [{ kind: 'photo', file: of(said) }] })).status, 409)
})

test('bytes of the wrong kind, too many, of another’s incident or with a secret name are refused with their reason', async () => {
  const id = await opened()
  const bytes = await photo()
  const codes = [
    String((await upload(id, 'name=x.svg', Buffer.from('<svg/>'))).body['code']),
    String((await upload(id, 'name=x.jpg', Buffer.alloc(21 * 1024 * 1024, 1))).body['code']),
    String((await upload(id, 'name=x.jpg', bytes, ofB)).body['code']),
    String((await upload(id, `name=${encodeURIComponent('TUYỆT MẬT.jpg')}`, bytes)).body['code']),
    String((await upload(id, 'name=x.jpg&lat=912', bytes)).body['code']),
    String((await upload('no-such', 'name=x.jpg', bytes)).body['code']),
  ]
  assert.deepEqual(codes, ['media_type', 'too_large', 'not_found', 'secret_mark', 'invalid', 'not_found'])
  const { items } = (await t.call('GET', `/api/v1/incidents/${id}/attachments`, { token: ofA })).body
  assert.deepEqual(items, [])
  // Elsewhere a body of any bytes is still no request.
  const elsewhere = await t.call('POST', '/api/v1/incidents', {
    token: ofA,
    headers: { 'content-type': 'image/jpeg' },
    raw: bytes as Buffer<ArrayBuffer>,
  })
  assert.equal(elsewhere.status, 415)
})

test('live: those who lead and those who help hear of it, others do not', async () => {
  const id = await opened({ title: 'Ngập cầu' })
  await using a = await follow(t.address, ofA, 'incident')
  await using b = await follow(t.address, ofB, 'incident')
  const snapshot = await a.until((event) => event.name === 'snapshot')
  assert.ok(JSON.stringify(snapshot.data).includes(id))
  await b.until((event) => event.name === 'snapshot')
  await post(`/${id}/notes`, { note: 'chỉ của A' })
  await a.until((event) => event.data['id'] === id)
  await post(`/${id}/cooperate`, { agencies: ['H15.CA'] })
  await b.until((event) => event.data['id'] === id)
  assert.equal(b.events.filter((event) => JSON.stringify(event.data).includes(id)).length, 1)
})
