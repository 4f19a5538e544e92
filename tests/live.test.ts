import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as immediately, setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { testCentre } from './support/centre.ts'
import { follow } from './support/live.ts'

async function room() {
  const t = await testCentre()
  const station = { name: 'A', type: 'air-station', service: 'environment', lat: 12.68, lon: 108.05 }
  await t.call('POST', '/api/v1/assets', {
    body: [
      { ...station, id: 'a', agency: 'H15.NNMT' },
      { ...station, id: 'b', agency: 'H15.CA' },
    ],
  })
  let minute = 0
  return {
    t,
    read: (name: string, agency: string | null = null) => t.token(name, ['read'], agency),
    async send(asset: string, value: number) {
      minute += 1
      const at = new Date(Date.now() - 3_600_000 + minute * 1000).toISOString()
      await t.call('POST', '/api/v1/observations?source=s', { body: [{ asset, property: 'so2', at, value }] })
    },
    [Symbol.asyncDispose]: () => t[Symbol.asyncDispose](),
  }
}

test('a snapshot first, then changes, each with an id that resumes without loss or repetition', async () => {
  await using r = await room()
  await r.send('a', 1)
  const token = await r.read('screen')
  const values = (events: { name: string; data: Readonly<Record<string, unknown>> }[]) =>
    events.filter((one) => one.name === 'message').map((one) => one.data['value'])
  let last: string | undefined
  {
    await using screen = await follow(r.t.address, token, 'observation')
    const first = await screen.until((event) => event.name === 'snapshot')
    assert.equal((first.data['items'] as unknown[]).length, 1)
    await r.send('a', 2)
    last = (await screen.until((event) => event.data['value'] === 2)).id
  }
  await r.send('a', 3)
  await r.send('a', 4)
  await using again = await follow(r.t.address, token, 'observation', last)
  await r.send('a', 5)
  await again.until((event) => event.data['value'] === 5)
  assert.deepEqual(values(again.events), [3, 4, 5])
  assert.equal(
    again.events.some((event) => event.name === 'snapshot'),
    false,
  )
})

test('a past that is gone is a reset and a new snapshot', async () => {
  await using r = await room()
  await r.send('a', 1)
  const token = await r.read('screen')
  for (const id of ['999999-0', 'nonsense', '-5']) {
    await using screen = await follow(r.t.address, token, 'observation', id)
    await screen.until((event) => event.name === 'snapshot')
    assert.equal(screen.events[0]?.name, 'reset', id)
  }
})

test('everybody hears of their own units and agencies only', async () => {
  await using r = await room()
  await using mine = await follow(r.t.address, await r.read('nnmt', 'H15.NNMT'), 'observation')
  await using theirs = await follow(r.t.address, await r.read('ca', 'H15.CA'), 'observation')
  await mine.until((event) => event.name === 'snapshot')
  await theirs.until((event) => event.name === 'snapshot')
  await r.send('a', 1)
  await r.send('b', 2)
  await mine.until((event) => event.data['value'] === 1)
  await theirs.until((event) => event.data['value'] === 2)
  assert.equal(
    mine.events.some((event) => event.data['value'] === 2),
    false,
  )
  assert.equal(
    theirs.events.some((event) => event.data['value'] === 1),
    false,
  )
})

test("a revoked credential's stream ends within five seconds", async () => {
  await using r = await room()
  const token = await r.read('screen')
  await using screen = await follow(r.t.address, token, 'alert')
  await screen.until((event) => event.name === 'snapshot')
  const { body } = await r.t.call('GET', '/api/v1/tokens?limit=100')
  const id = String(body.items.find((one) => String(one['name']) === 'screen')?.['id'])
  assert.equal((await r.t.call('DELETE', `/api/v1/tokens/${id}`)).status, 200)
  const from = Date.now()
  while (!screen.ended() && Date.now() - from < 6000) await sleep(50)
  assert.ok(screen.ended() && Date.now() - from <= 5000)
})

test('a stranger and an unknown topic are refused', async () => {
  await using r = await room()
  assert.equal((await r.t.call('GET', '/api/v1/live', { token: null })).status, 401)
  assert.equal((await r.t.call('GET', '/api/v1/live?topics=alert,weather')).status, 400)
})

test('a page that is left at once leaves nothing running behind it', async () => {
  await using r = await room()
  const token = await r.read('screen')
  const screens = async (): Promise<number> => {
    const answer = await fetch(`${r.t.address}/metrics`, { headers: { authorization: `Bearer ${token}` } })
    const text = await answer.text()
    return Number(/^serepok_live_screens (\d+)$/m.exec(text)?.[1])
  }
  const port = Number(new URL(r.t.address).port)
  /** Asks for the stream, and is gone `turns` turns of the loop later: while who it is, or what it may see, is looked up. */
  const leave = async (turns: number): Promise<void> => {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write(`GET /api/v1/live HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`)
    for (let turn = 0; turn < turns; turn += 1) await immediately()
    socket.resetAndDestroy()
    await once(socket, 'close')
  }
  {
    await using screen = await follow(r.t.address, token, 'observation')
    await screen.until((event) => event.name === 'snapshot')
    assert.equal(await screens(), 1)
  }
  for (let turns = 0; turns < 60; turns += 1) await leave(turns)
  for (let i = 0; i < 50 && (await screens()) > 0; i += 1) await sleep(100)
  assert.equal(await screens(), 0)
})
