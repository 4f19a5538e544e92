import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import {
  type Connector,
  type Decoder,
  type DecoderDefinition,
  EVERYTHING,
  HOUR,
  Problem,
  type RawMessage,
} from '#model'
import { accept, latest } from '#engine/observation'
import { caller, putTestAssets, testContext, testDoor, testService } from '#tests'
import { z } from 'zod'
import { ensureSource } from './ensure.ts'
import { listSources } from './list.ts'
import { putSource } from './put.ts'
import { quarantine } from './quarantine.ts'
import { selectQuarantined } from './quarantine-store.ts'
import { runSources } from './run.ts'

/** A wire that the test holds in its hand. */
function wire() {
  const queue: (Partial<RawMessage> & { text: string })[] = []
  const acked: string[] = []
  const opened: unknown[] = []
  let fail: Error | undefined
  const connector: Connector<Record<string, unknown>> = {
    id: 'hand',
    name: { vi: 'Tay', en: 'Hand' },
    settings: z.object({ place: z.string(), password: z.string().optional().meta({ secret: true }) }),
    async *read(settings, signal) {
      opened.push(settings)
      while (!signal.aborted) {
        if (fail) throw fail
        const next = queue.shift()
        if (!next) await sleep(10)
        else
          yield {
            bytes: Buffer.from(next.text),
            origin: next.origin ?? 'hand',
            receivedAt: Date.now(),
            ack: async () => void acked.push(next.text),
          }
      }
    },
  }
  return {
    connector: connector as unknown as Connector,
    queue,
    acked,
    opened,
    breakWith: (error?: Error) => (fail = error),
  }
}

async function room() {
  const t = await testContext({ services: [service] })
  await putTestAssets(t.ctx, { m1: null })
  const hand = wire()
  const runner = runSources(t.ctx, [hand.connector], testDoor(t.ctx))
  const input = { id: 's1', service: 'weather', connector: 'hand', decoder: 'lines', settings: { place: 'roof' } }
  const until = async (what: () => Promise<boolean> | boolean) => {
    for (let i = 0; i < 300; i += 1) {
      if (await what()) return
      await sleep(20)
    }
    assert.fail('never')
  }
  return {
    t,
    hand,
    runner,
    input,
    until,
    source: async () => (await listSources(t.ctx, EVERYTHING, { limit: 10 })).items.find((one) => one.id === 's1'),
    async [Symbol.asyncDispose]() {
      await runner.stop()
      await t[Symbol.asyncDispose]()
    },
  }
}

/** A decoder that throws, as none should. */
const brittle: Decoder = (message) => {
  if (Buffer.from(message.bytes).toString() === 'boom') throw new Error('cannot even')
  return (testService.decoders[0] as DecoderDefinition).decode(message)
}
const service = {
  ...testService,
  decoders: [...testService.decoders, { id: 'brittle', name: { vi: 'Giòn', en: 'Brittle' }, decode: brittle }],
}

const at = (minute: number): string => new Date(Date.now() - minute * 60_000).toISOString()

test('a message is decoded, stored and only then acknowledged; a bad line is set aside alone', async () => {
  await using r = await room()
  await putSource(r.t.ctx, [r.hand.connector], caller(), r.input)
  await r.runner.refresh()
  const text = `m1 ${at(2)} 5\nm1 ${at(1)} x\nm1 ${at(0)} 6`
  r.hand.queue.push({ text })
  await r.until(() => r.hand.acked.length === 1)
  const { items } = await latest(r.t.ctx, {}, EVERYTHING, { limit: 10 })
  assert.equal(items[0]?.value, 6)
  const source = await r.source()
  assert.equal(source?.received, 2)
  assert.equal(source?.quarantined, 1)
  assert.equal(source?.state, 'live')
  assert.equal(source?.rate, 2)
  const [part] = await selectQuarantined(r.t.ctx.db, 's1', {}, Number.MAX_SAFE_INTEGER, 10)
  assert.equal(part?.reason, 'value')
})

test('a draft that cannot be stored sends the whole message to quarantine, and its good drafts are stored', async () => {
  await using r = await room()
  await putSource(r.t.ctx, [r.hand.connector], caller(), r.input)
  await r.runner.refresh()
  const text = `m1 ${at(1)} 5\nunknown ${at(1)} 5`
  r.hand.queue.push({ text }, { text })
  await r.until(() => r.hand.acked.length === 2)
  assert.equal((await r.source())?.quarantined, 1)
  const rows = await r.t.ctx.db.query<{ bytes: Buffer; reason: string }>('select bytes, reason from quarantine')
  assert.equal(rows[0]?.reason, 'asset_unknown')
  assert.equal(rows[0]?.bytes.includes('unknown'), false)
  assert.equal(r.t.ctx.secret.open(rows[0]?.bytes as Buffer).toString(), text)
})

test('a learn source stores what it does not know, grey until a person confirms it', async () => {
  await using r = await room()
  await putSource(r.t.ctx, [r.hand.connector], caller(), { ...r.input, assets: 'learn' })
  await r.runner.refresh()
  r.hand.queue.push({ text: `new-one ${at(1)} 5` })
  await r.until(() => r.hand.acked.length === 1)
  const [asset] = await r.t.ctx.db.query<{ confirmed: boolean }>(`select confirmed from asset where id = 'new-one'`)
  assert.equal(asset?.confirmed, false)
})

test('a wire that fails is opened again after a while, says why, and is well again with the next message', async () => {
  await using r = await room()
  await putSource(r.t.ctx, [r.hand.connector], caller(), r.input)
  r.hand.breakWith(new Error('no route'))
  await r.runner.refresh()
  await r.until(async () => (await r.source())?.error === 'no route')
  assert.ok((await r.source())?.retry_at)
  r.hand.breakWith()
  r.hand.queue.push({ text: `m1 ${at(1)} 5` })
  await r.until(() => r.hand.acked.length === 1)
  assert.equal((await r.source())?.error, null)
})

test('settings that no longer fit their connector are the fault of that source, shown, and stop nobody else', async () => {
  await using r = await room()
  await putSource(r.t.ctx, [r.hand.connector], caller(), r.input)
  await r.t.ctx.db.query(`update source set settings = '{"place": 7}'`)
  await r.runner.refresh()
  await r.until(async () => /place/.test((await r.source())?.error ?? ''))
  await putSource(r.t.ctx, [r.hand.connector], caller(), r.input)
  await r.runner.refresh()
  r.hand.queue.push({ text: `m1 ${at(1)} 5` })
  await r.until(() => r.hand.acked.length === 1)
})

test('a message on which the decoder fails is set aside whole and holds up nothing behind it', async () => {
  await using r = await room()
  await putSource(r.t.ctx, [r.hand.connector], caller(), { ...r.input, decoder: 'brittle' })
  await r.runner.refresh()
  r.hand.queue.push({ text: 'boom' }, { text: `m1 ${at(1)} 5` })
  await r.until(() => r.hand.acked.length === 2)
  const [part] = await selectQuarantined(r.t.ctx.db, 's1', {}, Number.MAX_SAFE_INTEGER, 10)
  assert.equal(part?.reason, 'decoder')
  assert.equal(part?.detail, 'cannot even')
  assert.equal((await r.source())?.received, 1)
})

test('a secret of another connector does not stay behind when the connector changes', async () => {
  await using r = await room()
  const other = { ...r.hand.connector, id: 'other' }
  const both = [r.hand.connector, other]
  const password = 'open sesame'
  await putSource(r.t.ctx, both, caller(), { ...r.input, settings: { place: 'roof', password } })
  await putSource(r.t.ctx, both, caller(), { ...r.input, connector: 'other' })
  const [row] = await r.t.ctx.db.query<{ secrets: Buffer | null }>('select secrets from source')
  assert.equal(row?.secrets, null)
})

test('pausing stops the wire; changed settings open it anew', async () => {
  await using r = await room()
  await putSource(r.t.ctx, [r.hand.connector], caller(), r.input)
  await r.runner.refresh()
  await r.until(() => r.hand.opened.length === 1)
  await putSource(r.t.ctx, [r.hand.connector], caller(), { ...r.input, settings: { place: 'cellar' } })
  await r.runner.refresh()
  await r.until(() => r.hand.opened.length === 2)
  await r.t.ctx.db.query(`update source set paused = true`)
  await r.runner.refresh()
  r.hand.queue.push({ text: `m1 ${at(1)} 5` })
  await sleep(100)
  assert.equal(r.hand.acked.length, 0)
  assert.equal((await r.source())?.state, 'paused')
})

test('secrets are sealed, never shown, kept when a change leaves them out', async () => {
  await using r = await room()
  const settings = { place: 'roof', password: 'open sesame' }
  const shown = await putSource(r.t.ctx, [r.hand.connector], caller(), { ...r.input, settings })
  assert.deepEqual(shown.settings, { place: 'roof' })
  const changed = { ...r.input, settings: { place: 'cellar' } }
  assert.deepEqual((await putSource(r.t.ctx, [r.hand.connector], caller(), changed)).settings, { place: 'cellar' })
  const tables = await r.t.ctx.db.query<{ text: string }>(
    `select s::text as text from source s union all select a::text from audit a`,
  )
  assert.equal(
    tables.some((row) => row.text.includes('sesame') || row.text.includes(Buffer.from('sesame').toString('hex'))),
    false,
  )
  await r.runner.refresh()
  await r.until(() => r.hand.opened.length === 1)
  assert.deepEqual(r.hand.opened[0], { place: 'cellar', password: 'open sesame' })
})

test('wrong settings, decoders and connectors are named', async () => {
  await using r = await room()
  const wrong = async (more: object, pointer: string) =>
    assert.rejects(
      putSource(r.t.ctx, [r.hand.connector], caller(), { ...r.input, ...more }),
      (error) => error instanceof Problem && error.code === 'invalid' && error.pointer === pointer,
    )
  await wrong({ settings: {} }, '/settings/place')
  await wrong({ decoder: 'none' }, '/decoder')
  await wrong({ connector: 'none' }, '/connector')
  await wrong({ service: 'none' }, '/service')
})

test('another agency neither sees nor changes a source, nor pushes in its name', async () => {
  await using r = await room()
  const code = (expected: string) => (error: unknown) => error instanceof Problem && error.code === expected
  await putSource(r.t.ctx, [r.hand.connector], caller('A'), r.input)
  assert.equal((await listSources(r.t.ctx, caller('B').scope, { limit: 10 })).items.length, 0)
  await assert.rejects(putSource(r.t.ctx, [r.hand.connector], caller('B'), r.input), code('forbidden'))
  await assert.rejects(ensureSource(r.t.ctx, caller('B'), 's1'), code('not_found'))
  await assert.rejects(ensureSource(r.t.ctx, caller('B'), 'other'), code('not_found'))
  assert.equal((await ensureSource(r.t.ctx, caller('B'), undefined)).agency, 'B')
})

test('the same unreadable part is kept once', async () => {
  await using r = await room()
  await ensureSource(r.t.ctx, caller(), 's1')
  const part = { part: Buffer.from('bytes'), reason: 'value', detail: 'line 1' }
  await quarantine(r.t.ctx, 's1', 'a.txt', [part, part])
  await quarantine(r.t.ctx, 's1', 'a.txt', [part])
  await quarantine(r.t.ctx, 's1', 'b.txt', [part])
  assert.equal((await r.source())?.quarantined, 2)
})

test('the rate is of the last sixty minutes', async () => {
  await using r = await room()
  r.t.clock.set(Date.parse('2026-11-24T10:45:00Z'))
  const source = await ensureSource(r.t.ctx, caller(), 's1')
  const draft = { kind: 'observation', asset: 'm1', property: 'wind', value: 1 } as const
  await accept(
    r.t.ctx,
    source,
    [1, 2, 3, 4].map((n) => ({ ...draft, at: r.t.clock.now() - n })),
  )
  r.t.clock.advance(HOUR / 2)
  assert.equal((await r.source())?.rate, 3)
  r.t.clock.advance(HOUR)
  assert.equal((await r.source())?.rate, 0)
})
