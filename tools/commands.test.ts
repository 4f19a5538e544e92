import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { EVERYTHING } from '#model'
import { seedAgencies } from '#engine/agency'
import { record, sealOnce, startSealer } from '#engine/audit'
import { acceptInvitation, callerOfToken, firstAdministrator } from '#engine/person'
import { systemClock } from '#platform/clock'
import { silentLog } from '#platform/log'
import { command, testGround } from '#tests'

type Ground = Awaited<ReturnType<typeof testGround>>

function run(ground: Ground, tool: string, ...args: string[]) {
  return command(`tools/${tool}.ts`, args, ground)
}

async function withGround(work: (ground: Ground) => Promise<void>): Promise<void> {
  const ground = await testGround()
  try {
    await work(ground)
  } finally {
    await ground.close()
  }
}

test('npm run token prints help, a token on the last line, and why not', async () => {
  await withGround(async (ground) => {
    const help = await run(ground, 'token')
    assert.deepEqual([help.code, help.out.includes('--scope ingest,read')], [0, true])
    const shared = { db: ground.context('live'), clock: systemClock }
    const day = { valid_from: '2025-07-01', valid_to: null, kind: 'department', parent: null, unit: null } as const
    await seedAgencies(ground.owner('live'), [{ id: 'X1@2025-07-01', code: 'X1', name: 'X1', short: 'X1', ...day }])

    const wide = await run(ground, 'token', '--name', 'wide', '--scope', 'ingest,read')
    assert.equal(wide.code, 0, wide.err)
    const caller = await callerOfToken(shared, wide.out.trimEnd().split('\n').at(-1) ?? '')
    assert.deepEqual([caller?.name, caller?.context, caller?.scope], ['wide', 'live', EVERYTHING])
    assert.deepEqual([...(caller?.permissions ?? [])], ['ingest', 'read'])

    const bound = await run(
      ground,
      'token',
      '--name',
      'bound',
      '--scope',
      'read',
      '--agency',
      'X1',
      '--context',
      'demo',
    )
    const other = await callerOfToken(shared, bound.out.trim())
    assert.deepEqual([other?.agency, other?.context], ['X1', 'demo'])

    for (const [args, said] of [
      [['--name', 'wide', '--scope', 'read'], 'the name is taken'],
      [['--name', 'n', '--scope', 'read,all'], 'unknown scope “all”'],
      [['--name', 'n'], 'unknown scope'],
      [['--name', 'n', '--scope', 'read', '--agency', 'X9'], 'unknown agency'],
      [['--name', 'n', '--scope', 'read', '--context', 'drill'], 'live | demo'],
      [['--scope', 'read'], '--name'],
      [['--nonsense'], '--nonsense'],
    ] as const) {
      const refused = await run(ground, 'token', ...args)
      assert.deepEqual([refused.code, refused.out, refused.err.includes(said)], [1, '', true], refused.err)
    }
    const trail = await shared.db.query<{ act: string; actor: string }>('select act, actor from audit')
    assert.deepEqual(
      trail,
      Array.from({ length: 2 }, () => ({ act: 'token.create', actor: 'npm run token' })),
    )
  })
})

test('npm run audit -- verify exits 0 over an intact chain, 1 over each kind of tampering, and names the first fault', async () => {
  await withGround(async (ground) => {
    const help = await run(ground, 'audit')
    assert.deepEqual([help.code, help.out.includes('npm run audit -- verify')], [0, true])
    assert.equal((await run(ground, 'audit', 'repair')).code, 1)

    const ctx = { name: 'live', db: ground.context('live'), clock: systemClock, log: silentLog } as const
    const file = join(ground.dataDir, 'audit', 'head')
    for (const subject of ['a', 'b', 'c']) {
      await ctx.db.transaction((tx) => record(tx, ctx, { actor: { kind: 'system', id: 's' }, act: 'x', subject }))
    }
    while ((await ctx.db.query('select 1 from audit_seal')).length < 3) await sealOnce(ctx)
    await startSealer(ctx, file, AbortSignal.abort())
    const intact = await run(ground, 'audit', 'verify')
    assert.equal(intact.code, 0, intact.err)
    assert.match(intact.out, /^live: 3 đã niêm phong, 0 đang chờ, 0 lỗi\nlive: 3 sealed, 0 waiting, 0 faults\ndemo: 0 /)

    const owner = ground.owner('live')
    await owner.query(`update audit set subject = 'z' where subject = 'b'`)
    const changed = await run(ground, 'audit', 'verify')
    assert.equal(changed.code, 1)
    assert.match(
      changed.out,
      /live \[vi\]: dòng kiểm toán đã bị sửa \(seq 2, id 2\)\nlive \[en\]: an audit row was changed \(seq 2, id 2\)/,
    )
    await owner.query(`update audit set subject = 'b' where subject = 'z'`)
    assert.equal((await run(ground, 'audit', 'verify')).code, 0)

    await owner.query('delete from audit_seal where seq = 3')
    await owner.query(`delete from audit where subject = 'c'`)
    const cut = await run(ground, 'audit', 'verify')
    assert.deepEqual([cut.code, cut.out.includes('the chain was cut')], [1, true])

    await writeFile(file, 'not heads')
    assert.match((await run(ground, 'audit', 'verify')).err, /does not hold the heads/)
    await rm(file)
    const missing = await run(ground, 'audit', 'verify')
    assert.deepEqual([missing.code, missing.out.includes('the head outside the database is missing')], [1, true])
  })
})

test('npm run person prints help, a link that opens the last administrator again, and why not', async () => {
  await withGround(async (ground) => {
    const help = await run(ground, 'person')
    assert.deepEqual([help.code, help.out.includes('npm run person -- recover NAME')], [0, true])
    const shared = { db: ground.context('live'), clock: systemClock }
    const password = 'một mật khẩu dài'
    const first = (await firstAdministrator(shared)) ?? ''
    const { id } = await acceptInvitation(shared, { secret: first, name: 'Chủ', login: 'chu', password })
    const recovered = await run(ground, 'person', 'recover', 'CHU')
    assert.equal(recovered.code, 0, recovered.err)
    const link = recovered.out.trimEnd().split('\n').at(-1) ?? ''
    const secret = /^http:\/\/127\.0\.0\.1:8080\/moi\/([\w-]{43})$/.exec(link)?.[1] ?? ''
    const again = await acceptInvitation(shared, { secret, name: 'Chủ', login: 'chu', password: 'một mật khẩu khác' })
    assert.equal(again.id, id)
    const acts = await shared.db.query('select actor_kind, actor, subject from audit where act = $1', [
      'person.recover',
    ])
    assert.deepEqual(acts, [{ actor_kind: 'system', actor: 'npm run person', subject: id }])
    for (const args of [['recover', 'nobody'], ['recover'], ['remove', 'chu'], ['recover', 'chu', 'more']]) {
      const refused = await run(ground, 'person', ...args)
      assert.deepEqual([refused.code, refused.out, refused.err.startsWith('person: ')], [1, '', true], args.join(' '))
    }
  })
})
