import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Ctx } from '#engine/context'
import { silentLog } from '#platform/log'
import { testContext } from '#tests'
import { digest, readHeads, record, sealOnce, startSealer, verify } from './index.ts'
import { keepHead } from './seal.ts'
import { lockChain } from './store.ts'

type Test = Awaited<ReturnType<typeof testContext>>

async function standing(): Promise<Test> {
  const t = await testContext()
  t.clock.set(Date.parse('2026-11-24T03:00:00Z'))
  return t
}

async function acts(ctx: Pick<Ctx, 'db' | 'clock'>, ...subjects: string[]): Promise<void> {
  for (const subject of subjects) {
    await ctx.db.transaction((tx) =>
      record(tx, ctx, {
        actor: { kind: 'person', id: 'p1' },
        act: 'alert.acknowledge',
        subject,
        detail: { before: 1, after: 2 },
      }),
    )
  }
}

/** Seals until `count` rows are: a transaction of another test's database, on the same server, may hold the chain up. */
async function seal(t: Test, count: number): Promise<void> {
  const sealed = async (): Promise<number> => (await t.ctx.db.query('select 1 from audit_seal')).length
  for (let tries = 0; (await sealed()) < count && tries < 500; tries += 1) {
    await sealOnce(t.ctx)
    await pause()
  }
  assert.equal(await sealed(), count)
}

async function headFile(): Promise<{ file: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'serepok-audit-'))
  return { file: join(folder, 'audit', 'head'), [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

/** Four sealed acts with their head on file. */
async function chain(t: Test, file: string): Promise<void> {
  await acts(t.ctx, 'a', 'b', 'c', 'd')
  await seal(t, 4)
  await keepHead(t.ctx, file, undefined)
  const verdict = await verify(t.ctx.db, (await readHeads(file)).live)
  assert.deepEqual(verdict, { ok: true, sealed: 4, unsealed: 0, faults: 0, problems: [] })
}

async function faults(t: Test, file: string): Promise<(string | null)[][]> {
  const verdict = await verify(t.ctx.db, (await readHeads(file)).live)
  assert.equal(verdict.ok, verdict.problems.length === 0)
  return verdict.problems.map(({ kind, seq, audit }) => [kind, seq, audit])
}

test('an act and its audit row are stored together or not at all', async () => {
  await using t = await standing()
  await assert.rejects(
    t.ctx.db.transaction(async (tx) => {
      await record(tx, t.ctx, { actor: { kind: 'system', id: 's' }, act: 'x', subject: 'y' })
      throw new Error('the act failed')
    }),
  )
  assert.deepEqual(await t.ctx.db.query('select * from audit'), [])
})

test('a context has its own trail, and characters that cannot be stored do not stop an act', async () => {
  await using t = await standing()
  await acts(t.demo, 'nul \0, half \ud800')
  assert.deepEqual(await t.ctx.db.query('select * from audit'), [])
  assert.equal(
    (await t.demo.db.query<{ subject: string }>('select subject from audit'))[0]?.subject,
    'nul \ufffd, half \ufffd',
  )
})

test('the same person gives the same digest, another salt gives another', () => {
  const salt = Buffer.from('salt')
  assert.equal(digest(salt, 'Hòa'.normalize('NFC')), digest(salt, 'Hòa'.normalize('NFD')))
  assert.notEqual(digest(salt, 'a'), digest(Buffer.from('other'), 'a'))
  assert.match(digest(salt, 'a'), /^[0-9a-f]{64}$/)
})

test('the sealer waits for an older transaction that is still open, then seals in the order of the transactions', async () => {
  await using t = await standing()
  await acts(t.ctx, 'first')
  const opened = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const slow = t.ctx.db.transaction(async (tx) => {
    await tx.query('select pg_current_xact_id()')
    opened.resolve()
    await release.promise
    await record(tx, t.ctx, { actor: { kind: 'person', id: 'p' }, act: 'slow', subject: 'slow' })
  })
  await opened.promise
  await acts(t.ctx, 'later')
  await seal(t, 1)
  const sealed = (): Promise<{ subject: string }[]> =>
    t.ctx.db.query('select a.subject from audit_seal s join audit a on a.id = s.audit order by s.seq')
  assert.deepEqual(
    (await sealed()).map((row) => row.subject),
    ['first'],
  )
  assert.equal(await sealOnce(t.ctx), 'idle')
  release.resolve()
  await slow
  await seal(t, 3)
  assert.deepEqual(
    (await sealed()).map((row) => row.subject),
    ['first', 'slow', 'later'],
  )
  assert.equal(await sealOnce(t.ctx), 'idle')
})

test('a chain of many batches, longer than what the sealer looks back on, is whole', async () => {
  await using t = await standing()
  await using h = await headFile()
  const many = (from: number, to: number): Promise<unknown> =>
    t.ctx.db.query(
      `insert into audit (at, actor_kind, actor, act, subject, detail)
       select $1, 'system', 's', 'x', n::text, '{}' from generate_series($2::int, $3::int) n`,
      [new Date(t.clock.now()).toISOString(), from, to],
    )
  await many(1, 2500)
  await seal(t, 2500)
  await many(2501, 2600)
  for (let tries = 0; (await sealOnce(t.ctx, false)) !== 'sealed' && tries < 500; tries += 1) await pause()
  await keepHead(t.ctx, h.file, undefined)
  const verdict = await verify(t.ctx.db, (await readHeads(h.file)).live)
  assert.deepEqual(verdict, { ok: true, sealed: 2600, unsealed: 0, faults: 0, problems: [] })
})

test('one sealer per context at a time', async () => {
  await using t = await standing()
  await acts(t.ctx, 'a', 'b')
  await t.ctx.db.transaction(async (tx) => {
    assert.equal(await lockChain(tx), true)
    assert.equal(await sealOnce(t.ctx), 'elsewhere')
  })
  assert.notEqual(await sealOnce(t.demo), 'elsewhere')
  await Promise.all(Array.from({ length: 5 }, () => sealOnce(t.ctx)))
  await seal(t, 2)
})

test('the sealer keeps the heads of all contexts in one file, and goes a last round when it stops', async () => {
  await using t = await standing()
  await using h = await headFile()
  await acts(t.ctx, 'a')
  await acts(t.demo, 'b', 'c')
  const stop = new AbortController()
  const sealers = [startSealer(t.ctx, h.file, stop.signal), startSealer(t.demo, h.file, stop.signal)]
  while ((await readHeads(h.file)).demo === undefined || (await readHeads(h.file)).live === undefined) await pause()
  await acts(t.ctx, 'd')
  stop.abort()
  await Promise.all(sealers)
  await seal(t, 2)
  await keepHead(t.ctx, h.file, undefined)
  const heads = await readHeads(h.file)
  assert.deepEqual([heads.live?.seq, heads.demo?.seq], ['2', '2'])
  assert.equal((await verify(t.ctx.db, heads.live)).ok, true)
  assert.equal((await verify(t.demo.db, heads.demo)).ok, true)
  assert.equal((await verify(t.demo.db, heads.live)).ok, false)
})

test('the application can neither change nor remove what is on the trail', async () => {
  await using t = await standing()
  await using h = await headFile()
  await chain(t, h.file)
  for (const statement of [
    `update audit set act = 'x'`,
    'delete from audit',
    'truncate audit cascade',
    `update audit_seal set hash = '\\x00'`,
    'delete from audit_seal',
    'truncate audit_seal',
  ]) {
    await assert.rejects(t.ctx.db.query(statement), { code: '42501' }, statement)
  }
  assert.deepEqual(await faults(t, h.file), [])
})

test('a changed row is found, in any column, and only that row', async () => {
  await using t = await standing()
  await using h = await headFile()
  await chain(t, h.file)
  const [second] = await t.ctx.db.query<{ id: string }>('select audit::text as id from audit_seal where seq = 2')
  const id = second?.id ?? ''
  for (const change of [
    `act = 'alert.resolve'`,
    `actor = 'p2'`,
    `actor_kind = 'token'`,
    `subject = 'z'`,
    `at = at + interval '1 microsecond'`,
    `detail = '{"before":1,"after":3}'`,
  ]) {
    await t.owner('live').query('create table kept as select * from audit')
    await t.owner('live').query(`update audit set ${change} where id = $1`, [id])
    assert.deepEqual(await faults(t, h.file), [['changed', '2', id]], change)
    await t.owner('live').query(`update audit a set act = k.act, actor = k.actor, actor_kind = k.actor_kind,
      subject = k.subject, at = k.at, detail = k.detail from kept k where k.id = a.id`)
    await t.owner('live').query('drop table kept')
    assert.deepEqual(await faults(t, h.file), [])
  }
})

test('a removed row, a removed seal and a seal of nothing are found', async () => {
  await using t = await standing()
  await using h = await headFile()
  await chain(t, h.file)
  const owner = t.owner('live')
  const [third] = await owner.query<{ id: string }>('select audit::text as id from audit_seal where seq = 3')
  await owner.query('alter table audit_seal drop constraint audit_seal_audit_fkey')
  await owner.query('delete from audit where id = $1', [third?.id])
  assert.deepEqual(await faults(t, h.file), [['row_removed', '3', third?.id]])
  await owner.query('delete from audit_seal where seq = 3')
  assert.deepEqual(await faults(t, h.file), [['seal_removed', '3', null]])
})

test('rows taken off the end show by the head outside the database, also after the sealer has gone on', async () => {
  await using t = await standing()
  await using h = await headFile()
  await chain(t, h.file)
  const owner = t.owner('live')
  await owner.query('delete from audit_seal where seq >= 3')
  await owner.query(`delete from audit where subject in ('c', 'd')`)
  assert.deepEqual(await faults(t, h.file), [['cut', '4', null]])
  const before = await readFile(h.file, 'utf8')
  const told: object[] = []
  const ctx = { ...t.ctx, log: { ...silentLog, error: (data: object) => void told.push(data) } }
  await acts(t.ctx, 'e', 'f', 'g')
  await seal(t, 5)
  await keepHead(ctx, h.file, undefined)
  assert.deepEqual(told, [{ context: 'live', seq: '4' }])
  assert.equal(await readFile(h.file, 'utf8'), before)
  assert.deepEqual(await faults(t, h.file), [['rewritten', '4', null]])
})

test('a chain computed anew shows by the head, and a missing head shows', async () => {
  await using t = await standing()
  await using h = await headFile()
  await chain(t, h.file)
  const owner = t.owner('live')
  await owner.query('delete from audit_seal')
  await owner.query(`update audit set act = 'x' where subject = 'b'`)
  await seal(t, 4)
  assert.deepEqual(await faults(t, h.file), [['rewritten', '4', null]])
  assert.deepEqual((await verify(t.ctx.db, undefined)).problems, [{ kind: 'head_missing', seq: '4', audit: null }])
})

test('a young row may wait for the sealer; one that the living sealer passed by is a fault', async () => {
  await using t = await standing()
  await using h = await headFile()
  await chain(t, h.file)
  await acts(t.ctx, 'young')
  const head = (await readHeads(h.file)).live
  assert.deepEqual(await verify(t.ctx.db, head), { ok: true, sealed: 4, unsealed: 1, faults: 0, problems: [] })
  t.clock.advance(2 * 60_000)
  await seal(t, 5)
  await t.owner('live').query('delete from audit_seal where seq = 5')
  assert.equal((await keepHead(t.ctx, h.file, head))?.at, new Date(t.clock.now()).toISOString())
  const [row] = await t.ctx.db.query<{ id: string }>(`select id::text from audit where subject = 'young'`)
  assert.deepEqual(await faults(t, h.file), [['unsealed', null, row?.id]])
})

test('a row of a restored copy, numbered ahead of this server, is sealed', async () => {
  await using t = await standing()
  await t.owner('live').query(
    `insert into audit (txid, at, actor_kind, actor, act, subject, detail)
     values ('900000000', $1, 'system', 's', 'x', 'y', '{}')`,
    [new Date(t.clock.now()).toISOString()],
  )
  await seal(t, 1)
})

test('a head file that does not read as heads is an error, not an empty one', async () => {
  await using t = await standing()
  await using h = await headFile()
  await chain(t, h.file)
  await writeFile(h.file, '{"live": {"seq": 3}}')
  await assert.rejects(readHeads(h.file), /does not hold the heads/)
})

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20))
}
