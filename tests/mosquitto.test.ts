import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { Client } from 'pg'
import { certificate } from './support/certificate.ts'
import { type TestCentre, testCentre } from './support/centre.ts'
import { testDatabase } from './support/ground.ts'
import { noMosquitto, openMosquitto } from './support/mosquitto.ts'
import { freePorts, testProcesses } from './support/process.ts'
import { STATION, type Shown, TOPIC, body, row, storedBy, untilSource } from './support/source.ts'

const skip = noMosquitto() ?? false
async function make(t: TestCentre, id: string, settings: object, more: object = {}): Promise<Shown> {
  const answer = await t.call('POST', '/api/v1/sources', {
    body: { id, service: 'environment', connector: 'mqtt', settings, ...more },
  })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as unknown as Shown
}

test('MQTT_URL: bodies of the contract from an outside broker; its password is shown nowhere', { skip }, async () => {
  await using broker = await openMosquitto()
  const url = `mqtt://ioc:ioc-reads@127.0.0.1:${broker.port}`
  await using t = await testCentre({ env: { MQTT_URL: url } })
  await t.call('POST', '/api/v1/assets', { body: [STATION] })
  await untilSource(t, 'mqtt-url', () => true)
  // The session begins with the first connection: what was published before it is nobody's.
  for (let i = 0; i < 300 && (await storedBy(t, 'mqtt-url')).length === 0; i += 1) {
    await broker.publish(TOPIC, body(row(1)))
    await sleep(50)
  }
  await broker.publish(TOPIC, body(row(2), row(3, { asset: 'nobody' }), row(4)))
  await broker.publish(TOPIC, '{"asset":')
  await broker.publish('other/topic', body(row(9)))
  const shown = await untilSource(t, 'mqtt-url', (one) => one.quarantined === 2)
  assert.deepEqual(await storedBy(t, 'mqtt-url'), [1, 2, 4])
  assert.equal(shown.settings['url'], `mqtt://127.0.0.1:${broker.port}`)
  assert.equal(shown.settings['username'], 'ioc')
  const everywhere = await Promise.all(
    ['/api/v1/sources', '/api/v1/audit', '/api/v1/connectors'].map(async (path) => (await t.call('GET', path)).body),
  )
  assert.equal(JSON.stringify([shown, everywhere]).includes('ioc-reads'), false)
  const tables = await t.centre.live.db.query<{ text: string }>(`select s::text as text from source s`)
  assert.equal(
    tables.some((one) => one.text.includes('ioc-reads')),
    false,
  )
})

test('by MQTT 3.1.1, MQTT 5 and WebSocket; a wrong password is said and mended by another', { skip }, async () => {
  await using broker = await openMosquitto()
  await using t = await testCentre()
  await t.call('POST', '/api/v1/assets', { body: [STATION] })
  const known = { username: 'ioc', password: 'ioc-reads', topics: ['t/+'] }
  const plain = `mqtt://127.0.0.1:${broker.port}`
  await make(t, 'three', { ...known, url: plain })
  await make(t, 'five', { ...known, url: plain, version: '5' })
  await make(t, 'web', { ...known, url: `ws://127.0.0.1:${broker.webPort}` })
  await make(t, 'wrong', { ...known, url: plain, password: 'guessed' })
  const refused = await untilSource(t, 'wrong', (one) => one.error !== null)
  assert.match(refused.error ?? '', /not authorized/i)
  assert.equal(JSON.stringify(refused).includes('guessed'), false)
  // Only the password changes: the session keeps its name.
  const mended = await make(t, 'wrong', { ...known, url: plain })
  assert.equal(mended.settings['client'], refused.settings['client'])
  const sources = ['three', 'five', 'web', 'wrong']
  for (const [index, source] of sources.entries()) {
    for (let i = 0; i < 300 && (await storedBy(t, source)).length === 0; i += 1) {
      await broker.publish('t/x', body(row(index)))
      await sleep(50)
    }
  }
  await broker.publish('t/last', body(row(50)))
  for (const source of sources) await untilSource(t, source, (one) => one.received > 0 && one.error === null)
  for (const source of sources) {
    for (let i = 0; i < 300 && (await storedBy(t, source)).at(-1) !== 50; i += 1) await sleep(20)
    assert.equal((await storedBy(t, source)).at(-1), 50, source)
  }
})

test('a password goes to the broker that it was given for and to no other', { skip }, async () => {
  await using broker = await openMosquitto()
  await using t = await testCentre()
  const url = `mqtt://127.0.0.1:${broker.port}`
  await make(t, 'one', { url, username: 'ioc', password: 'ioc-reads' })
  const secrets = async (): Promise<unknown> => {
    const [source] = await t.centre.live.db.query<{ secrets: Buffer | null }>(
      `select secrets from source where id = 'one'`,
    )
    return source?.secrets ? JSON.parse(t.centre.live.secret.open(source.secrets).toString()) : null
  }
  await make(t, 'one', { url, username: 'ioc', topics: ['t/#'] })
  assert.deepEqual(await secrets(), { password: 'ioc-reads' })
  await make(t, 'one', { url: 'mqtt://127.0.0.1:1', username: 'ioc' })
  assert.equal(await secrets(), null)
})

test('TLS with a certificate that only its own holder vouches for', { skip }, async (test) => {
  const pair = certificate()
  if (!pair) return test.skip('no openssl on this machine')
  await using broker = await openMosquitto(pair)
  await using t = await testCentre()
  await t.call('POST', '/api/v1/assets', { body: [STATION] })
  const known = { url: `mqtts://127.0.0.1:${broker.tlsPort}`, username: 'ioc', password: 'ioc-reads' }
  await make(t, 'stranger', known)
  await make(t, 'friend', { ...known, ca: pair.cert.toString().replaceAll('\n', ' ') })
  for (let i = 0; i < 300 && (await storedBy(t, 'friend')).length === 0; i += 1) {
    await broker.publish(TOPIC, body(row(1)))
    await sleep(50)
  }
  assert.deepEqual(await storedBy(t, 'friend'), [1])
  const refused = await untilSource(t, 'stranger', (one) => one.error !== null)
  assert.match(refused.error ?? '', /self.signed|certificate/i)
  assert.deepEqual(await storedBy(t, 'stranger'), [])
})

test(
  'a broker that goes and comes back: the source says so, recovers, and what came meanwhile is stored once',
  { skip },
  async () => {
    await using broker = await openMosquitto()
    await using t = await testCentre()
    await t.call('POST', '/api/v1/assets', { body: [STATION] })
    await make(t, 'one', { url: `mqtt://127.0.0.1:${broker.port}`, username: 'ioc', password: 'ioc-reads' })
    for (let i = 0; i < 300 && (await storedBy(t, 'one')).length === 0; i += 1) {
      await broker.publish(TOPIC, body(row(0)))
      await sleep(50)
    }
    await broker.stop()
    await untilSource(t, 'one', (one) => one.error !== null)
    await broker.start()
    // The session is the broker's to keep: it may well be published to before anybody is connected again.
    for (const minute of [1, 2, 3, 4, 5]) await broker.publish(TOPIC, body(row(minute)))
    await untilSource(t, 'one', (one) => one.error === null)
    for (let i = 0; i < 500 && (await storedBy(t, 'one')).length < 6; i += 1) await sleep(20)
    assert.deepEqual(await storedBy(t, 'one'), [0, 1, 2, 3, 4, 5])
    const page = await t.call(
      'GET',
      '/api/v1/observations?asset=a&property=pm25&from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z',
    )
    assert.equal(page.body.items.length, 6)
  },
)

test(
  'a centre that dies between delivery and commit has acknowledged nothing: the broker brings it again',
  { skip },
  async () => {
    await using broker = await openMosquitto()
    const database = await testDatabase()
    const owner = new Client({ connectionString: database.url })
    await owner.connect()
    try {
      await using p = testProcesses()
      const [port] = (await freePorts(1)) as [number]
      const env = {
        DATABASE_URL: database.url,
        DATABASE_APP_URL: database.appUrl,
        MQTT_URL: `mqtt://ioc:ioc-reads@127.0.0.1:${broker.port}`,
      }
      await p.serve(port, env)
      await p.ready([port])
      assert.equal((await p.call(port, 'POST', '/api/v1/assets', [STATION])).status, 200)
      const stored = async (): Promise<number[]> => [...(await p.values(port, 'a', 'pm25')).values()]
      for (let i = 0; i < 300 && (await stored()).length === 0; i += 1) {
        await broker.publish(TOPIC, body(row(1)))
        await sleep(50)
      }
      // Nobody can store anything: what is delivered now stands before its commit.
      await owner.query('begin')
      await owner.query('lock table live.observation in access exclusive mode')
      await broker.publish(TOPIC, body(row(2)))
      await broker.publish(TOPIC, body(row(3)))
      const waits = `select 1 from pg_locks where not granted and relation = 'live.observation'::regclass`
      for (let i = 0; i < 300 && (await owner.query(waits)).rowCount === 0; i += 1) await sleep(20)
      assert.ok(((await owner.query(waits)).rowCount ?? 0) > 0, 'the delivered message waits to be stored')
      p.kill(port)
      await sleep(300)
      await owner.query('rollback')
      const { rows } = await owner.query<{ count: number }>('select count(*)::int as count from live.observation')
      assert.equal(rows[0]?.count, 1, 'nothing of it was stored')
      await p.serve(port, env)
      await p.ready([port])
      for (let i = 0; i < 500 && (await stored()).length < 3; i += 1) await sleep(20)
      assert.deepEqual(await stored(), [1, 2, 3])
      assert.deepEqual(p.crashes, [])
    } finally {
      await owner.end()
      await database.drop()
    }
  },
)

test('without MQTT_URL its source pauses and says why; with it again it goes on where it was', { skip }, async () => {
  await using broker = await openMosquitto()
  const database = await testDatabase()
  try {
    await using p = testProcesses()
    const [port] = (await freePorts(1)) as [number]
    const env = { DATABASE_URL: database.url, DATABASE_APP_URL: database.appUrl }
    const shown = async (): Promise<Shown> =>
      (await (await p.call(port, 'GET', '/api/v1/sources/mqtt-url')).json()) as Shown
    const run = async (more: object): Promise<Shown> => {
      await p.serve(port, { ...env, ...more })
      await p.ready([port])
      const source = await shown()
      p.kill(port)
      await sleep(200)
      return source
    }
    const MQTT_URL = `mqtt://ioc:ioc-reads@127.0.0.1:${broker.port}`
    const first = await run({ MQTT_URL })
    assert.deepEqual([first.paused, first.error], [false, null])
    const without = await run({})
    assert.equal(without.paused, true)
    assert.match(without.error ?? '', /MQTT_URL/)
    const again = await run({ MQTT_URL })
    assert.deepEqual([again.paused, again.error], [false, null])
    assert.equal(again.settings['client'], first.settings['client'])
    assert.deepEqual(p.crashes, [])
  } finally {
    await database.drop()
  }
})
