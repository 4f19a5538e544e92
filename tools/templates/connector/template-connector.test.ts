import assert from 'node:assert/strict'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { RawMessage } from '#model'
import { templateConnector } from './index.ts'

/** A server whose answer the test may change, and the connector that asks it. */
async function room(more: object = {}) {
  const answer = { status: 200, body: 'a' as string | Buffer, headers: {} as Record<string, string> }
  const asked: (string | undefined)[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request.headers.authorization)
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/du-lieu`
  const abort = new AbortController()
  const settings = templateConnector.settings.parse({ url, look: 1, ...more })
  const open = () => templateConnector.read(settings as never, abort.signal)[Symbol.asyncIterator]()
  const messages = open()
  return {
    url,
    answer,
    asked,
    abort,
    open,
    messages,
    async next(): Promise<RawMessage> {
      const { value } = await messages.next()
      return value as RawMessage
    },
    async [Symbol.asyncDispose]() {
      abort.abort()
      await messages.return?.()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** An address where somebody was, and nobody answers now. */
async function nobody(): Promise<string> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return `http://127.0.0.1:${port}/`
}

const textOf = (message: RawMessage): string => Buffer.from(message.bytes).toString()

test('an answer is news until it is acknowledged, and again when it changes', async () => {
  await using r = await room()
  const first = await r.next()
  assert.deepEqual([textOf(first), first.origin], ['a', r.url])
  // Not acknowledged: it comes again.
  const again = await r.next()
  assert.equal(textOf(again), 'a')
  await again.ack()
  setTimeout(() => (r.answer.body = 'b'), 1500)
  assert.equal(textOf(await r.next()), 'b')
  assert.ok(r.asked.length > 3, `the same answer in between was no news: asked ${r.asked.length} times`)
})

test('a failure throws, so that the engine backs off; opened again it goes on', async () => {
  await using r = await room()
  r.answer.status = 503
  await assert.rejects(r.next(), /503/)
  r.answer.status = 200
  const { value } = await r.open().next()
  assert.equal(textOf(value as RawMessage), 'a')
  const unanswered = templateConnector.read({ url: await nobody(), look: 1 } as never, r.abort.signal)
  await assert.rejects(unanswered[Symbol.asyncIterator]().next(), /ECONNREFUSED/)
})

test('the signal ends it, while it waits and while it asks', async () => {
  await using r = await room({ look: 3600 })
  await (await r.next()).ack()
  const waiting = r.messages.next()
  setTimeout(() => r.abort.abort(), 50)
  assert.equal((await waiting).done, true)
  await assert.rejects(async () => {
    const hanging = createServer(() => undefined)
    await new Promise<void>((done) => hanging.listen(0, '127.0.0.1', done))
    const abort = new AbortController()
    const url = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}/`
    const messages = templateConnector.read({ url, look: 1 } as never, abort.signal)[Symbol.asyncIterator]()
    setTimeout(() => abort.abort(), 50)
    try {
      await messages.next()
    } finally {
      hanging.closeAllConnections()
      hanging.close()
    }
  }, /abort/i)
})

test('the secret is sent to the address alone, never on to another', async () => {
  await using r = await room({ token: 'bi-mat' })
  await r.next()
  assert.deepEqual(r.asked, ['Bearer bi-mat'])
  await using other = await room()
  r.answer.status = 302
  r.answer.headers = { location: other.url }
  await assert.rejects(r.next())
  assert.deepEqual(other.asked, [])
})

test('what is too large is refused, and settings that make no sense are', async () => {
  await using r = await room()
  r.answer.body = Buffer.alloc(9 * 1024 * 1024)
  await assert.rejects(r.next(), /more than/)
  for (const wrong of [{}, { url: 'ftp://x/' }, { url: r.url, look: 0 }]) {
    assert.equal(templateConnector.settings.safeParse(wrong).success, false)
  }
  assert.equal(templateConnector.settings.shape['token']?.meta()?.['secret'], true)
})
