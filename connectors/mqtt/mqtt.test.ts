import assert from 'node:assert/strict'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import type { RawMessage } from '#model'
import { Aedes, type Client } from 'aedes'
import { mqtt } from './mqtt.ts'
import { Settings } from './settings.ts'

/** A broker in this process that knows one password, and a wire to it. */
async function room() {
  const server = createServer()
  let broker = await newBroker()
  const puback: string[] = []
  /** Subscriptions that each client has made since somebody waited for one. */
  const subscribed = new Map<string, number>()
  async function newBroker() {
    const made = await Aedes.createBroker({
      authenticate: (_client, name, password, done) => done(null, name === 'ioc' && password?.toString() === 'right'),
      authorizeSubscribe: (_client, subscription, done) =>
        done(null, subscription.topic.startsWith('secret/') ? null : subscription),
    })
    made.on('subscribe', (_list, client) => void subscribed.set(client.id, (subscribed.get(client.id) ?? 0) + 1))
    made.on('ack', (packet, client) => void puback.push(`${client.id} ${packet ? 'known' : 'unknown'}`))
    return made
  }
  server.on('connection', (socket) => void (broker.handle(socket) as Client))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = Settings.parse({ url, username: 'ioc', password: 'right', topics: ['t/#'], client: 'c1' })
  const opened: AbortController[] = []
  return {
    url,
    settings,
    puback,
    broker: () => broker,
    open(more: Partial<Settings> = {}) {
      const abort = new AbortController()
      opened.push(abort)
      const messages = mqtt.read({ ...settings, ...more } as never, abort.signal)[Symbol.asyncIterator]()
      return {
        abort,
        messages,
        async next(): Promise<RawMessage> {
          const { value, done } = await messages.next()
          assert.equal(done ?? false, false)
          return value as RawMessage
        },
      }
    },
    publish: (topic: string, text: string, qos: 0 | 1 = 1) =>
      new Promise<void>((done, failed) =>
        broker.publish(
          { cmd: 'publish', topic, payload: Buffer.from(text), qos, retain: false, dup: false },
          (error?: Error | null) => (error ? failed(error) : done()),
        ),
      ),
    /** Until the broker knows what the client wants: what is published before is nobody's. */
    async known(client: string) {
      for (let i = 0; i < 1000 && !subscribed.has(client); i += 1) await sleep(10)
      assert.ok(subscribed.delete(client), `${client} has subscribed`)
      await sleep(50)
    },
    async [Symbol.asyncDispose]() {
      for (const one of opened) one.abort()
      await new Promise<void>((done) => broker.close(() => done()))
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}

const text = (message: RawMessage): string => Buffer.from(message.bytes).toString()

test('a message is handed over with its topic, and acknowledged when the reader says so and not before', async () => {
  await using r = await room()
  const line = r.open()
  const first = line.next()
  await r.known('c1')
  await r.publish('t/one', 'a')
  await r.publish('t/two', 'b')
  const message = await first
  assert.deepEqual([message.origin, text(message)], ['t/one', 'a'])
  await sleep(200)
  assert.deepEqual(r.puback, [], 'nothing is acknowledged, and the second message waits behind the first')
  await message.ack()
  const second = await line.next()
  assert.equal(text(second), 'b')
  await sleep(50)
  assert.deepEqual(r.puback, ['c1 known'])
  await second.ack()
  await line.messages.return?.()
  await sleep(50)
  assert.deepEqual(r.puback, ['c1 known', 'c1 known'], 'the last PUBACK goes out before the goodbye')
})

test('what was not acknowledged comes again; what came meanwhile comes late, in order', async () => {
  await using r = await room()
  const line = r.open()
  const first = line.next()
  await r.known('c1')
  await r.publish('t/x', 'a')
  await first
  await line.messages.return?.()
  await r.publish('t/x', 'b')
  const again = r.open()
  const seen: string[] = []
  for (let i = 0; i < 2; i += 1) {
    const message = await again.next()
    seen.push(text(message))
    await message.ack()
  }
  assert.deepEqual(seen, ['a', 'b'])
})

test('topics that are no longer wanted are left', async () => {
  await using r = await room()
  const line = r.open()
  const first = line.next()
  await r.known('c1')
  await r.publish('t/x', 'a')
  await (await first).ack()
  await line.messages.return?.()
  const narrow = r.open({ topics: ['u/#'] })
  const next = narrow.next()
  await r.known('c1')
  await r.publish('t/x', 'unwanted')
  await r.publish('u/x', 'b')
  assert.equal(text(await next), 'b')
})

test('a wrong password, a refused topic, nobody there: the reader is told in words', async () => {
  await using r = await room()
  await assert.rejects(r.open({ password: 'wrong' }).next(), (error: Error) => {
    assert.match(error.message, /not authorized|bad user/i)
    assert.equal(error.message.includes('wrong'), false)
    return true
  })
  await assert.rejects(r.open({ topics: ['secret/a'], client: 'c2' }).next(), /subscription refused: secret\/a/)
  await assert.rejects(r.open({ url: 'mqtt://127.0.0.1:1' }).next(), /ECONNREFUSED/)
})

test('the connection that breaks under a waiting reader throws; the signal ends it without a word', async () => {
  await using r = await room()
  const line = r.open()
  const broken = line.messages.next()
  await r.known('c1')
  const { clients } = r.broker() as unknown as { clients: Record<string, Client> }
  clients['c1']?.close()
  await assert.rejects(broken, /closed the connection/)
  const other = r.open({ client: 'c3' })
  const ended = other.messages.next()
  await r.known('c3')
  other.abort.abort()
  assert.equal((await ended).done, true)
})

test('settings: addresses without credentials, filters as MQTT has them, a session of its own', () => {
  const good = (more: object): boolean => Settings.safeParse({ url: 'mqtts://b.example:8883', ...more }).success
  assert.equal(good({}), true)
  for (const url of ['mqtt://user:pass@b', 'mqtt://user@b', 'http://b', 'b', ''])
    assert.equal(good({ url }), false, url)
  for (const topic of ['a/b', '+/b', 'a/#', '#', '+', '/a', 'a//b', '$share/g/a/#'])
    assert.ok(good({ topics: [topic] }), topic)
  for (const topic of ['a#', 'a/#/b', 'a+/b', '', 'a\0']) assert.equal(good({ topics: [topic] }), false, topic)
  const session = (): string => Settings.parse({ url: 'mqtt://b' }).client
  assert.notEqual(session(), session())
  assert.match(session(), /^serepok-\w{12}$/)
})
