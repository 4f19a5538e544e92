import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { HOUR } from '#model'
import { accept } from '#engine/observation'
import { caller, putTestAssets } from '#tests'
import { quarantine } from './quarantine.ts'
import { selectReasons } from './quarantine-store.ts'
import { selectReplay } from './replay-store.ts'
import { cancelReplay, startReplay } from './replay.ts'
import { runReplays } from './run-replays.ts'
import { type Door, takeMessage } from './take.ts'
import { MINUTE, T0, code, line, replayRoom } from './test-room.ts'

test('after the fix what waited is stored, and no longer waits; what is still bad waits with its fresh reason', async () => {
  await using r = await replayRoom()
  await r.take(`${line('m1', 0, 1)}\n${line('m1', 1, 'two')}\n${line('m1', 2, 'x')}`)
  assert.equal((await r.shown())?.quarantined, 2)
  r.fix((text) => text.replace('two', '2').replace(' x', ' y'))
  r.t.clock.advance(MINUTE)
  const replay = await r.replay()
  assert.deepEqual([replay.state, replay.total, replay.done, replay.cleared], ['ended', 2, 2, 1])
  assert.deepEqual(
    (await r.values()).map((one) => one.value),
    [1, 2],
  )
  assert.equal((await r.shown())?.quarantined, 1)
  const [waiting] = await r.messages('waiting')
  assert.match(waiting?.detail ?? '', / y$/)
  assert.equal(waiting?.tries, 1)
  assert.equal(waiting?.tried_at, new Date(T0 + MINUTE).toISOString())
  const [replayed] = await r.messages('replayed')
  assert.equal(replayed?.settled_at, new Date(T0 + MINUTE).toISOString())
})

test('a message of an unknown asset is stored once that asset is there; only what is still unknown is named', async () => {
  await using r = await replayRoom()
  await r.take(`${line('m1', 0, 1)}\n${line('m2', 0, 2)}\n${line('m3', 0, 3)}`)
  const [before] = await r.messages()
  assert.match(before?.detail ?? '', /“m2”.*“m3”/)
  await putTestAssets(r.t.ctx, { m2: null })
  assert.equal((await r.replay({ message: Number(before?.id) })).cleared, 0)
  const [between] = await r.messages('waiting')
  assert.equal(between?.id, before?.id)
  assert.doesNotMatch(between?.detail ?? '', /m2/)
  assert.match(between?.detail ?? '', /“m3”/)
  await putTestAssets(r.t.ctx, { m3: null })
  assert.equal((await r.replay({ reason: 'asset_unknown' })).cleared, 1)
  assert.deepEqual(
    (await r.values()).map((one) => `${one.asset} ${one.value}`),
    ['m1 1', 'm2 2', 'm3 3'],
  )
  assert.equal((await r.shown())?.quarantined, 0)
})

test('a whole message that is now understood leaves only its bad line', async () => {
  await using r = await replayRoom()
  await quarantine(r.t.ctx, 's1', 'a.txt', [
    { part: Buffer.from(`${line('m1', 0, 1)}\n${line('m1', 1, 'x')}`), reason: 'file-name', detail: 'a.txt' },
  ])
  r.t.clock.advance(MINUTE)
  assert.equal((await r.replay()).cleared, 1)
  const waiting = await r.messages('waiting')
  assert.deepEqual(
    waiting.map((one) => [one.reason, one.received_at, one.origin]),
    [['value', new Date(T0).toISOString(), 'a.txt']],
  )
  assert.equal((await r.shown())?.quarantined, 1)
})

test('bodies that were pushed are read again: the asset was registered in the meantime', async () => {
  await using r = await replayRoom()
  await r.t.ctx.db.query(`update source set connector = 'push', decoder = null`)
  const at = new Date(T0 - MINUTE).toISOString()
  const row = (asset: string) => ({ asset, property: 'wind', at, value: 4 })
  const push = async (text: string, origin: string) =>
    takeMessage(r.t.ctx, await r.source(), { bytes: Buffer.from(text), origin, ack: async () => undefined }, r.door)
  await push(JSON.stringify([row('m1'), row('m2'), { ...row('m1'), at: '2026-11-24 07:00' }]), 'v1/observations')
  await push(JSON.stringify(row('m2')), 'v1/elsewhere')
  const aside = await r.messages()
  assert.deepEqual(aside.map((one) => one.reason).sort(), ['asset_unknown', 'at_invalid', 'topic'])
  assert.match(aside.find((one) => one.reason === 'asset_unknown')?.detail ?? '', /“m2” wind: /)
  assert.match(aside.find((one) => one.reason === 'at_invalid')?.detail ?? '', /dòng 3: at “2026-11-24 07:00”/)
  await putTestAssets(r.t.ctx, { m2: null })
  assert.equal((await r.replay()).cleared, 1)
  assert.deepEqual(
    (await r.values()).map((one) => one.asset),
    ['m1', 'm2'],
  )
  assert.deepEqual((await r.messages('waiting')).map((one) => one.reason).sort(), ['at_invalid', 'topic'])
})

test('what came before stays before: a value that was received meanwhile counts, and the source is not well again', async () => {
  await using r = await replayRoom()
  await r.take(line('m1', 0, 'old'))
  await r.take(line('m1', 1, 'first'))
  r.t.clock.advance(MINUTE)
  await r.take(line('m1', 1, 'second'))
  await r.take(line('m1', 0, 7))
  r.t.clock.advance(9 * HOUR)
  const before = await r.shown()
  r.fix((text) => text.replace('old', '5').replace('first', '1').replace('second', '2'))
  assert.equal((await r.replay()).cleared, 3)
  assert.deepEqual(
    (await r.values()).map((one) => one.value),
    [7, 2],
  )
  const superseded = await r.t.ctx.db.query<{ value: number }>(
    'select value from observation_superseded order by value',
  )
  assert.deepEqual(
    superseded.map((one) => one.value),
    [1, 5],
  )
  const after = await r.shown()
  assert.equal(after?.last_seen, before?.last_seen)
  assert.equal(after?.state, 'lost')
  assert.equal(after?.rate, 0)
  assert.equal(after?.received, (before?.received ?? 0) + 3)
})

test('read again twice is stored once, and a replay that was broken off goes on where it was', async () => {
  await using r = await replayRoom()
  for (let n = 0; n < 30; n += 1) await r.take(line('m2', n, n), `${n}.txt`)
  await putTestAssets(r.t.ctx, { m2: null })
  await r.runner.stop()
  const { id } = await startReplay(r.t.ctx, caller(), 's1', {})
  let stored = 0
  const broken: Door = {
    ...r.door,
    observation: {
      ...r.door.observation,
      store: async (...of) => {
        // The process ends between the values' commit and the message's own.
        if (stored === 10) throw new Error('killed')
        stored += 1
        return accept(...of)
      },
    },
  }
  const first = runReplays(r.t.ctx, broken)
  void first.look()
  while ((await selectReplay(r.t.ctx.db, 's1', id))?.done !== 10) await sleep(5)
  await first.stop()
  await accept(r.t.ctx, await r.source(), [
    { kind: 'observation', asset: 'm2', property: 'wind', at: T0 - HOUR + 10 * MINUTE, value: 10 },
  ])
  const second = runReplays(r.t.ctx, r.door)
  await second.look()
  await second.stop()
  const row = await selectReplay(r.t.ctx.db, 's1', id)
  assert.deepEqual([row?.state, row?.done, row?.cleared], ['ended', 30, 30])
  assert.deepEqual(
    (await r.values()).map((one) => one.value),
    Array.from({ length: 30 }, (_, n) => n),
  )
  assert.equal((await r.shown())?.quarantined, 0)
})

test('a replay that cannot store fails with its reason, loses nothing, and can be asked for again', async () => {
  await using r = await replayRoom()
  await r.take(line('m2', 0, 1))
  await putTestAssets(r.t.ctx, { m2: null })
  await r.runner.stop()
  const { id } = await startReplay(r.t.ctx, caller(), 's1', {})
  const observation = { ...r.door.observation, store: () => Promise.reject(new Error('disk full')) }
  const failing = runReplays(r.t.ctx, { ...r.door, observation })
  await failing.look()
  await failing.stop()
  const row = await selectReplay(r.t.ctx.db, 's1', id)
  assert.deepEqual([row?.state, row?.error], ['failed', 'disk full'])
  assert.equal((await r.shown())?.quarantined, 1)
  const again = runReplays(r.t.ctx, r.door)
  await startReplay(r.t.ctx, caller(), 's1', {})
  await again.look()
  await again.stop()
  assert.equal((await r.shown())?.quarantined, 0)
})

test('hundreds of messages are read again while the loop stays free; cancelled, the rest waits', async () => {
  await using r = await replayRoom()
  await quarantine(
    r.t.ctx,
    's1',
    'a.txt',
    Array.from({ length: 600 }, (_, n) => ({
      part: Buffer.from(line('m1', n / 100, n)),
      reason: 'unit',
      detail: `dòng ${n}`,
    })),
  )
  const { id } = await startReplay(r.t.ctx, caller(), 's1', {})
  await assert.rejects(startReplay(r.t.ctx, caller(), 's1', { reason: 'unit' }), code('conflict'))
  let longest = 0
  let before = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - before)
    before = performance.now()
  }, 5)
  const done = r.runner.look()
  while (((await selectReplay(r.t.ctx.db, 's1', id))?.done ?? 0) < 100) await sleep(10)
  await cancelReplay(r.t.ctx, caller(), 's1', id)
  await done
  clearInterval(timer)
  assert.ok(longest < 500, `the loop was held for ${longest} ms`)
  const row = await selectReplay(r.t.ctx.db, 's1', id)
  assert.equal(row?.state, 'cancelled')
  const waiting = (await r.shown())?.quarantined ?? 0
  assert.ok(waiting > 0 && waiting < 600, `${waiting}`)
  assert.equal(waiting, (await r.messages('waiting')).length)
  await assert.rejects(cancelReplay(r.t.ctx, caller(), 's1', id), code('conflict'))
  assert.equal((await r.replay()).cleared, waiting)
  assert.equal((await r.values()).length, 600)
})

test('mistakes are counted, the newest first; of one alone a replay reads', async () => {
  await using r = await replayRoom()
  const part = (n: number, reason: string) => ({ part: Buffer.from(line('m1', n, n)), reason, detail: `dòng ${n}` })
  await quarantine(r.t.ctx, 's1', 'a.txt', [part(1, 'unit'), part(2, 'unit')])
  await quarantine(r.t.ctx, 's1', 'a.txt', [part(3, 'time')])
  const reasons = await selectReasons(r.t.ctx.db, 's1')
  assert.deepEqual(
    reasons.map((one) => [one.reason, one.count]),
    [
      ['time', 1],
      ['unit', 2],
    ],
  )
  assert.equal((await r.replay({ reason: 'unit' })).total, 2)
  assert.deepEqual(
    (await selectReasons(r.t.ctx.db, 's1')).map((one) => one.reason),
    ['time'],
  )
})

test('the same part comes again after it was replayed: it waits again only when it is unreadable again', async () => {
  await using r = await replayRoom()
  await r.take(line('m1', 0, 'x'))
  r.fix((text) => text.replace(' x', ' 3'))
  await r.replay()
  await r.take(line('m1', 0, 'x'))
  assert.equal((await r.shown())?.quarantined, 0)
  r.fix((text) => text)
  await r.take(line('m1', 0, 'x'))
  assert.equal((await r.shown())?.quarantined, 1)
  assert.equal((await r.messages()).length, 1)
})
