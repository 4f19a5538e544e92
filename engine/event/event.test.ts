import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, EVERYTHING, type EventDraft, HOUR, type Scope } from '#model'
import { caller, testDoor } from '#tests'
import { ensureSource, takeMessage } from '#engine/source'
import { histogram } from './histogram.ts'
import { listEvents } from './list.ts'
import { eventNews } from './news.ts'
import { NOW, event, room } from './test-room.ts'

const OF_A: Scope = [{ agency: 'A', service: null, unit: null }]
const OF_B: Scope = [{ agency: 'B', service: null, unit: null }]

test('stored once: in whichever order, month or request its copies come, with a time or without', async () => {
  await using r = await room()
  assert.deepEqual(await r.send(event('1'), event('2'), event('1')), [2, 1, 0])
  assert.deepEqual(await r.send(event('1', { at: NOW - 40 * DAY }), event('3', { at: null })), [1, 1, 0])
  r.t.clock.set(NOW + 40 * DAY)
  assert.deepEqual(await r.send(event('3', { at: null }), event('2', { at: null })), [0, 2, 0])
  assert.deepEqual((await r.find()).sort(), ['1', '2', '3'])
  const [row] = await r.ctx.db.query<{ n: number }>('select count(*)::int as n from event_key')
  assert.equal(row?.n, 3)
})

test('stored once when its copies come at the same time, each answered with its own counts', async () => {
  await using r = await room()
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      r.send(event('same', { at: NOW - n * 5 * DAY }), event(`own-${n}`, { at: n % 2 === 0 ? null : NOW })),
    ),
  )
  assert.equal(
    answers.reduce((sum, [accepted]) => sum + (accepted ?? 0), 0),
    21,
  )
  assert.equal(
    answers.reduce((sum, [, duplicates]) => sum + (duplicates ?? 0), 0),
    19,
  )
  assert.equal((await r.find()).length, 21)
})

test('the same id of another source, or of another origin, is another event; without an id it is always another', async () => {
  await using r = await room()
  const nameless: EventDraft = { ...event('-'), id: null, part: Buffer.from('x') }
  assert.deepEqual(await r.send(event('1'), event('1', { origin: 'a' }), event('1', { origin: 'b' })), [3, 0, 0])
  assert.deepEqual(await r.send(nameless, nameless), [2, 0, 0])
  const other = await ensureSource(r.ctx, caller(), 'other')
  assert.equal((await r.accept(r.ctx, other, [event('1')])).accepted, 1)
  assert.equal(new Set((await listEvents(r.ctx, {}, EVERYTHING, { limit: 100 })).items.map((one) => one.key)).size, 6)
})

test('a commit leaves one journal entry with what is new, as readers see it; duplicates leave none', async () => {
  await using r = await room()
  await r.send(event('1', { severity: 'high', data: { a: 1 } }), event('2', { at: NOW - HOUR }))
  await r.send(event('1'))
  const entries = await r.ctx.journal.read(0, 10)
  assert.deepEqual(
    entries.map((entry) => [entry.kind, entry.source]),
    [['events', 'src']],
  )
  assert.deepEqual(entries.flatMap(eventNews), (await listEvents(r.ctx, {}, EVERYTHING, { limit: 10 })).items)
})

test('times out of reach are refused alone; an event far behind or somewhat ahead is stored', async () => {
  await using r = await room()
  const out = [Date.parse('1999-12-31T23:00:00Z'), NOW + 400 * DAY].map((at, n) => event(`bad-${n}`, { at }))
  const answer = await r.accept(r.ctx, r.source, [
    event('old', { at: NOW - 5000 * DAY }),
    ...out,
    event('soon', { at: NOW + DAY }),
  ])
  assert.equal(answer.accepted, 2)
  assert.deepEqual(
    answer.rejected.map(({ index, problem }) => [index, problem.code, problem.pointer]),
    [
      [1, 'at_out_of_reach', '/1/time'],
      [2, 'at_out_of_reach', '/2/time'],
    ],
  )
  assert.deepEqual(await r.find(), ['soon', 'old'])
})

test('another agency sees none of them, in lists and in counts; demonstration and real news do not meet', async () => {
  await using r = await room()
  const ofA = { ...r.source, id: 'of-a', agency: 'A' }
  await r.accept(r.ctx, ofA, [event('1'), event('2', { asset: 'a1' }), event('3', { asset: 'b1' })])
  await r.send(event('4', { asset: 'b1' }))
  assert.deepEqual((await r.find({}, OF_A)).sort(), ['1', '2', '3'])
  assert.deepEqual(await r.find({}, OF_B), ['4'])
  assert.deepEqual(await r.find({ q: 'test' }, OF_B), ['4'])
  assert.deepEqual(await r.find({}, []), [])
  const { items } = await listEvents(r.ctx, {}, OF_A, { limit: 10 })
  // An asset of another agency is a name like any other: nothing of it is told, nothing is said in its name.
  assert.deepEqual(
    items
      .map((one) => [one.id, one.asset, one.subject, one.unit, one.agency])
      .sort((a, b) => Number(a[0]) - Number(b[0])),
    [
      ['1', null, null, null, 'A'],
      ['2', 'a1', null, '24133', 'A'],
      ['3', null, 'b1', null, 'A'],
    ],
  )
  const count = async (scope: Scope) =>
    (await histogram(r.ctx, { from: NOW - DAY, to: NOW + DAY }, HOUR, scope)).map((one) => one.count)
  assert.deepEqual([await count(OF_A), await count(OF_B), await count([])], [[3], [1], []])
  assert.deepEqual(await r.find({}, EVERYTHING, r.t.demo), [])
  await r.accept(r.t.demo, await ensureSource(r.t.demo, caller(), 'src'), [event('1'), event('5')])
  assert.deepEqual((await r.find({}, EVERYTHING, r.t.demo)).sort(), ['1', '5'])
  assert.deepEqual((await r.find()).sort(), ['1', '2', '3', '4'])
})

test('off a wire: both kinds of news go to their stores, what is refused stands alone and replays once', async () => {
  await using r = await room()
  const [row] = await r.ctx.db.query<Parameters<typeof takeMessage>[1]>(`select * from source where id = 'src'`)
  assert.ok(row)
  const good = { specversion: '1.0', id: 'w', source: 'urn:w', type: 'x' }
  const take = (body: unknown, origin = 'v1/events') =>
    takeMessage(
      r.ctx,
      row,
      { bytes: Buffer.from(JSON.stringify(body)), origin, ack: async () => undefined },
      testDoor(r.ctx),
    )
  await take([good, { ...good, id: 'late', time: '1990-01-01T00:00:00Z' }, { ...good, id: 5 }])
  await take([good])
  await take([{ asset: 'm1', property: 'wind', at: '2026-11-24T09:00:00Z', value: 3 }], 'v1/observations')
  await take([good], 'v1/eventful')
  assert.deepEqual(await r.find(), ['w'])
  const reasons = await r.ctx.db.query<{ reason: string }>('select reason from quarantine order by id')
  assert.deepEqual(reasons.map((one) => one.reason).sort(), ['at_out_of_reach', 'row_invalid', 'topic'])
  const [stored] = await r.ctx.db.query<{ n: number }>('select count(*)::int as n from observation')
  assert.equal(stored?.n, 1)
})
