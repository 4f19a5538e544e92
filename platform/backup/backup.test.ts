import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { readMigrations } from '#platform/database'
import { testGround } from '#tests'
import { backUp } from './back-up.ts'
import type { Manifest } from './manifest.ts'
import { BIG, type BackupRoom, LONG, MONTH, backupRoom, open, sealOf } from './test-room.ts'

/** What is made, and what it gives back. */
let r: BackupRoom
before(async () => {
  r = await backupRoom()
})
after(() => r[Symbol.asyncDispose]())

test('what is restored is what was backed up: rows, sequences, partitions, files, rights', async () => {
  const target = await r.emptyInstance()
  // What an interrupted one may have left behind is no part of an instance.
  mkdirSync(join(target.dataDir, 'restoring/files'), { recursive: true })
  writeFileSync(join(target.dataDir, 'restoring/files/half'), 'x')
  writeFileSync(join(target.dataDir, 'restoring/placing'), '')
  mkdirSync(join(target.dataDir, 'files'))
  writeFileSync(join(target.dataDir, 'files/placed'), 'x')
  await r.bring(target)
  const restored = await open(target)
  try {
    const again = await backUp({
      file: join(r.folder, 'again.serepok'),
      ground: restored,
      dataDir: target.dataDir,
      seal: sealOf(join(target.dataDir, 'secret.key')),
      version: '9.9.9',
    })
    const essence = (of: Manifest) =>
      of.tables.map(({ schema, name, rows, checksum, months, sequences }) => ({
        schema,
        name,
        rows,
        checksum,
        months,
        sequences,
      }))
    assert.deepEqual(essence(again), essence(r.manifest))
    const observation = r.manifest.tables.find(({ schema, name }) => schema === 'live' && name === 'observation')
    assert.deepEqual([observation?.rows, observation?.months], ['50000', [MONTH]])
    assert.deepEqual(
      again.files.map(({ path, sha256 }) => [path, sha256]),
      r.manifest.files.map(({ path, sha256 }) => [path, sha256]),
    )
    assert.deepEqual(r.manifest.files.map(({ path }) => path).sort(), [LONG, 'audit/head', 'files/empty'].sort())
    assert.ok(readFileSync(join(target.dataDir, LONG)).equals(BIG))
    for (const left of ['restoring', 'files/placed']) assert.equal(existsSync(join(target.dataDir, left)), false, left)

    const [next] = await restored
      .context('demo')
      .query(`insert into series (source, asset, property) values ('s', 'new', 'pm25') returning id`)
    assert.deepEqual(next, { id: 42 })
    await assert.rejects(restored.context('live').query(`update audit set act = 'z'`), /permission denied/)
    await assert.rejects(restored.owner('live').query('delete from person'), /session_person_fkey/)
  } finally {
    await restored.close()
    await target.drop()
  }
})

test('a backup of an older version is put back as it was and then brought forward', async () => {
  const numbers = readMigrations().map((one) => one.number)
  const previous = numbers.at(-2) ?? 0
  const older = await testGround()
  const target = await r.emptyInstance()
  try {
    await older.clear(['live', 'demo'])
    // The second context stands one further back still, as one that was not started since.
    const stands = new Map([
      ['live', previous],
      ['demo', numbers.at(-3) ?? 0],
    ])
    await older.prepare(['live', 'demo'], stands)
    for (const name of stands.keys()) await older.owner(name).query(`insert into due values ('k', 'cũ', now())`)
    const from = join(r.folder, 'older')
    const seal = sealOf(join(r.ground.dataDir, 'secret.key'))
    await backUp({ file: from, ground: older, dataDir: older.dataDir, seal, version: '9.9.8' })
    await r.bring(target, from)
    const restored = await open(target)
    for (const name of stands.keys()) {
      const [row] = await restored
        .owner(name)
        .query<{ key: string; number: number }>(
          'select d.key, (select max(number) from live.migration where schema = $1) as number from due d',
          [name],
        )
      const newest = Math.max(...readMigrations().flatMap((one) => (one.shared && name !== 'live' ? [] : [one.number])))
      assert.deepEqual(row, { key: 'cũ', number: newest })
    }
    await restored.close()
  } finally {
    await older.close()
    await target.drop()
  }
})

test('a backup is readable for its owner alone, holds no key, and never takes the place of another', async () => {
  assert.equal(statSync(r.file).mode & 0o777, 0o600)
  assert.deepEqual(
    readdirSync(r.folder).filter((name) => name.endsWith('.part')),
    [],
  )
  const key = readFileSync(join(r.ground.dataDir, 'secret.key'), 'utf8').trim()
  const plain = gunzipSync(readFileSync(r.file))
  assert.equal(plain.includes(key) || plain.includes(Buffer.from(key, 'hex')), false)
  const seal = sealOf(join(r.ground.dataDir, 'secret.key'))
  await assert.rejects(
    backUp({ file: r.file, ground: r.ground, dataDir: r.ground.dataDir, seal, version: '9.9.9' }),
    /is there already/,
  )
  assert.ok(gunzipSync(readFileSync(r.file)).equals(plain))
  writeFileSync(join(r.folder, 'busy.part'), 'another writes')
  const busy = { file: join(r.folder, 'busy'), ground: r.ground, dataDir: r.ground.dataDir, seal, version: '9.9.9' }
  await assert.rejects(backUp(busy), /another command is writing it/)
  assert.equal(readFileSync(join(r.folder, 'busy.part'), 'utf8'), 'another writes')
  const gone = { ...busy, file: join(r.folder, 'gone'), ground: { connect: () => Promise.reject(new Error('away')) } }
  await assert.rejects(backUp(gone), /away/)
  assert.deepEqual(
    readdirSync(r.folder).filter((name) => name.startsWith('gone')),
    [],
  )
  const nowhere = join(r.folder, 'no such folder', 'x')
  await assert.rejects(
    backUp({ file: nowhere, ground: r.ground, dataDir: r.ground.dataDir, seal, version: '9.9.9' }),
    /ENOENT/,
  )
})
