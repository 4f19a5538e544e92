import assert from 'node:assert/strict'
import { connect as connectSocket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { EVERYTHING } from '#model'
import type { Caller } from '#engine/context'
import { listEvents } from '#engine/event'
import { latest } from '#engine/observation'
import { listSources } from '#engine/source'
import { caller, certificate, putTestAssets, testContext, testService } from '#tests'
import { connect, connectAsync } from 'mqtt'
import { openMqttGateway } from './broker.ts'

async function room(tls?: { cert: Buffer; key: Buffer }) {
  const t = await testContext({ services: [testService] })
  await putTestAssets(t.ctx, { m1: 'A', b1: 'B' })
  const known = new Map<string, Caller>([
    ['secret-a', caller('A', { name: 'station-a' })],
    ['secret-reader', caller('A', { name: 'reader', permissions: new Set(['read']) })],
  ])
  const gateway = await openMqttGateway({
    contexts: t.contexts,
    host: '127.0.0.1',
    port: 0,
    tls,
    authenticate: async (token) => known.get(token),
  })
  return {
    t,
    known,
    gateway,
    connect: (username: string, password: string) =>
      connectAsync(`${tls ? 'mqtts' : 'mqtt'}://127.0.0.1:${gateway.port}`, {
        username,
        password,
        ...(tls ? { ca: tls.cert } : {}),
        reconnectPeriod: 0,
        connectTimeout: 3000,
      }),
    values: async () =>
      (await latest(t.ctx, {}, EVERYTHING, { limit: 10 })).items.map(
        (one) => `${one.asset} ${one.value} ${one.source}`,
      ),
    quarantined: async () => {
      const rows = await t.ctx.db.query<{ reason: string; bytes: Buffer }>(
        'select reason, bytes from quarantine order by id',
      )
      return rows.map((row) => `${row.reason} ${t.ctx.secret.open(row.bytes).toString()}`)
    },
    async [Symbol.asyncDispose]() {
      await gateway.close()
      await t[Symbol.asyncDispose]()
    },
  }
}

const now = new Date().toISOString()
const row = (asset: string, value: number) => ({ asset, property: 'wind', at: now, value })

for (const qos of [0, 1, 2] as const) {
  test(`a reading through QoS ${qos} is stored${qos > 0 ? ' before it is acknowledged' : ''}`, async () => {
    await using r = await room()
    const client = await r.connect('station-a', 'secret-a')
    await client.publishAsync('v1/observations', JSON.stringify([row('m1', 7)]), { qos })
    if (qos === 0) for (let i = 0; i < 50 && (await r.values()).length === 0; i += 1) await sleep(20)
    assert.deepEqual(await r.values(), ['m1 7 station-a'])
    await client.endAsync()
  })
}

test('events come by their own topic, once however often they are sent', async () => {
  await using r = await room()
  const client = await r.connect('station-a', 'secret-a')
  const event = { specversion: '1.0', id: '1', source: 'urn:x', type: 'x', data: 'cháy' }
  await client.publishAsync('v1/events', JSON.stringify(event), { qos: 1 })
  await client.publishAsync('v1/events', JSON.stringify([event, { ...event, id: '' }]), { qos: 1 })
  const { items } = await listEvents(r.t.ctx, { q: 'chay' }, EVERYTHING, { limit: 10 })
  assert.deepEqual(
    items.map((one) => [one.id, one.source, one.agency]),
    [['1', 'station-a', 'A']],
  )
  assert.deepEqual(await r.quarantined(), [`row_invalid ${JSON.stringify({ ...event, id: '' })}`])
  await client.endAsync()
})

test('a retained message is stored once and never handed to anybody', async () => {
  await using r = await room()
  const client = await r.connect('station-a', 'secret-a')
  await client.publishAsync('v1/observations', JSON.stringify(row('m1', 7)), { qos: 1, retain: true })
  const heard: string[] = []
  client.on('message', (topic) => void heard.push(topic))
  await assert.rejects(client.subscribeAsync('v1/#'), /Unspecified error|refused|128/i)
  await sleep(100)
  assert.deepEqual(heard, [])
  await client.endAsync()
})

test('what nobody can read is set aside and acknowledged, once', async () => {
  await using r = await room()
  const client = await r.connect('station-a', 'secret-a')
  for (const [topic, payload] of [
    ['v1/observations', '{"asset":'],
    ['v1/observations', '{"asset":'],
    ['v1/observations', '[]'],
    ['v1/observations', '7'],
    ['v2/other', '[]'],
    ['v1/observations', JSON.stringify([row('b1', 1), row('m1', 8)])],
  ] as const) {
    await client.publishAsync(topic, payload, { qos: 1 })
  }
  assert.deepEqual(await r.quarantined(), [
    'unreadable {"asset":',
    'invalid 7',
    'topic []',
    `asset_unknown ${JSON.stringify(row('b1', 1))}`,
  ])
  assert.deepEqual(await r.values(), ['m1 8 station-a'])
  const [source] = (await listSources(r.t.ctx, EVERYTHING, { limit: 10 })).items
  assert.equal(source?.quarantined, 4)
  await client.endAsync()
})

test('a wrong token, another name, a token without ingest: not connected', async () => {
  await using r = await room()
  for (const [user, password] of [
    ['station-a', 'wrong'],
    ['station-b', 'secret-a'],
    ['reader', 'secret-reader'],
    ['', ''],
  ] as const) {
    await assert.rejects(r.connect(user, password), /Not authorized|Bad username|Connection refused/i, user)
  }
})

test('a token that is revoked ends its connection with one of the next messages', async () => {
  await using r = await room()
  const client = await r.connect('station-a', 'secret-a')
  client.on('error', () => undefined)
  const closed = new Promise<true>((done) => client.once('close', () => done(true)))
  await client.publishAsync('v1/observations', JSON.stringify(row('m1', 7)), { qos: 1 })
  r.known.delete('secret-a')
  r.t.clock.advance(5000)
  client.publish('v1/observations', JSON.stringify({ ...row('m1', 8), at: new Date().toISOString() }), { qos: 1 })
  assert.equal(await Promise.race([closed, sleep(3000, false)]), true)
  assert.deepEqual(await r.values(), ['m1 7 station-a'])
  await client.endAsync(true)
})

test('what was not stored is not acknowledged', async () => {
  await using r = await room()
  const client = await r.connect('station-a', 'secret-a')
  client.on('error', () => undefined)
  await r.t.ctx.journal.close()
  const outcome = await Promise.race([
    client.publishAsync('v1/observations', JSON.stringify(row('m1', 7)), { qos: 1 }).then(
      () => 'acknowledged',
      () => 'refused',
    ),
    sleep(1000, 'silence'),
  ])
  assert.notEqual(outcome, 'acknowledged')
  await client.endAsync(true)
})

test('a stranger who sends much before signing in is cut off', async () => {
  await using r = await room()
  const socket = connectSocket(r.gateway.port, '127.0.0.1')
  // The head of a CONNECT that announces 200 MB.
  socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x5f]))
  const filler = Buffer.alloc(64 * 1024)
  const closed = new Promise<true>((done) => socket.on('close', () => done(true)))
  socket.on('error', () => undefined)
  for (let i = 0; i < 20 && !socket.destroyed; i += 1) {
    socket.write(filler)
    await sleep(20)
  }
  assert.equal(await Promise.race([closed, sleep(3000, false)]), true)
})

test('with a certificate the broker speaks TLS and nothing else', async (t) => {
  const pair = certificate()
  if (!pair) return t.skip('no openssl on this machine')
  await using r = await room(pair)
  const client = await r.connect('station-a', 'secret-a')
  await client.publishAsync('v1/observations', JSON.stringify([row('m1', 5)]), { qos: 1 })
  await client.endAsync()
  assert.deepEqual(await r.values(), ['m1 5 station-a'])
  const plain = connect(`mqtt://127.0.0.1:${r.gateway.port}`, { reconnectPeriod: 0 })
  const outcome = await new Promise((done) => {
    plain.once('connect', () => done('connected'))
    plain.once('close', () => done('closed'))
    plain.on('error', () => undefined)
  })
  plain.end(true)
  assert.equal(outcome, 'closed')
})
