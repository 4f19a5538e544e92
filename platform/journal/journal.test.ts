import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Problem } from '#model'
import { testContext } from '#tests'
import { consume } from './consume.ts'

const note = (payload: unknown) => ({ kind: 'k', source: null, receivedAt: 0, payload })

test('entries are numbered without a gap, in the order of commits, and a rollback uses no number', async () => {
  await using t = await testContext()
  const { journal } = t.ctx
  await journal.commit(async (_tx, seq) => ({ result: seq, notes: [note('a'), note('b')] }))
  await assert.rejects(
    journal.commit(async () => {
      throw new Error('no')
    }),
  )
  const third = await journal.commit(async (_tx, seq) => ({ result: seq, notes: [note('c')] }))
  assert.equal(third, 3)
  assert.equal(journal.head(), 3)
  const entries = await journal.read(0, 10)
  assert.deepEqual(
    entries.map((entry) => [entry.seq, entry.payload]),
    [
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ],
  )
})

test('what a commit wrote is gone when it fails', async () => {
  await using t = await testContext()
  await assert.rejects(
    t.ctx.journal.commit(async (tx) => {
      await tx.query(`insert into due (kind, key, at) values ('k', 'x', now())`)
      throw new Problem('conflict')
    }),
    { name: 'Problem' },
  )
  assert.deepEqual(await t.ctx.db.query('select * from due'), [])
})

test('a consumer sees every entry once and in order, and begins behind its cursor after a restart', async () => {
  await using t = await testContext()
  const seen: number[] = []
  const first = await consume(t.ctx, 'c', async (entries) => void seen.push(...entries.map((entry) => entry.seq)))
  for (let i = 0; i < 20; i += 1) await t.ctx.journal.commit(async () => ({ result: 0, notes: [note(i), note(i)] }))
  await first.caughtUp()
  await first.stop()
  const second = await consume(t.ctx, 'c', async (entries) => void seen.push(...entries.map((entry) => entry.seq)))
  await t.ctx.journal.commit(async () => ({ result: 0, notes: [note('last')] }))
  await second.caughtUp()
  await second.stop()
  assert.deepEqual(
    seen,
    Array.from({ length: 41 }, (_, i) => i + 1),
  )
})

test('a consumer that fails gets the same entries again', async () => {
  await using t = await testContext()
  let tries = 0
  const seen: number[] = []
  const consumer = await consume(t.ctx, 'c', async (entries) => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
    seen.push(...entries.map((entry) => entry.seq))
  })
  await t.ctx.journal.commit(async () => ({ result: 0, notes: [note(1)] }))
  await consumer.caughtUp()
  await consumer.stop()
  assert.deepEqual(seen, [1])
  assert.equal(tries, 2)
})

test('a connection that breaks gives the stream back; the journal takes it again and goes on counting', async () => {
  await using t = await testContext()
  const { journal } = t.ctx
  await journal.commit(async () => ({ result: 0, notes: [note(1)] }))
  await assert.rejects(
    journal.commit(async (tx) => {
      await tx.query('select pg_terminate_backend(pg_backend_pid())')
      return { result: 0, notes: [note(2)] }
    }),
  )
  for (let i = 0; i < 100 && !journal.ready(); i += 1) await new Promise((done) => setTimeout(done, 50))
  await journal.commit(async () => ({ result: 0, notes: [note(3)] }))
  assert.deepEqual(
    (await journal.read(0, 10)).map((entry) => [entry.seq, entry.payload]),
    [
      [1, 1],
      [2, 3],
    ],
  )
})

test('two processes: one holds the stream, the other stands by and takes over', async () => {
  await using t = await testContext()
  const { openJournal } = await import('./journal.ts')
  const { silentLog } = await import('#platform/log')
  const ground = { context: () => t.ctx.db, connect: (name: string) => t.connect(name) }
  const second = await openJournal(ground, 'live', silentLog)
  await new Promise((done) => setTimeout(done, 500))
  assert.equal(second.ready(), false)
  await assert.rejects(
    second.commit(async () => ({ result: 0, notes: [] })),
    { code: 'unavailable' },
  )
  await t.ctx.journal.commit(async () => ({ result: 0, notes: [note(1)] }))
  await t.ctx.journal.close()
  for (let i = 0; i < 100 && !second.ready(); i += 1) await new Promise((done) => setTimeout(done, 50))
  assert.equal(await second.commit(async (_tx, seq) => ({ result: seq, notes: [note(2)] })), 2)
  await second.close()
})
