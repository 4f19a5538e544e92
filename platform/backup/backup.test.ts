import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { type DatabaseGround, openGround, readMigrations } from '#platform/database'
import { silentLog } from '#platform/log'
import { openBackupSeal, openSecretBox } from '#platform/secret'
import { type TestDatabase, testDatabase, testGround } from '#tests'
import { backUp } from './back-up.ts'
import { MANIFEST, type Manifest, SEAL } from './manifest.ts'
import { readArchive } from './read-archive.ts'
import { restore } from './restore.ts'
import { writeArchive } from './write-archive.ts'

/** One backup of a database with a row in most kinds of table, put back or refused in many ways. */
let ground: DatabaseGround & TestDatabase
let folder: string
let file: string
let manifest: Manifest
const MONTH = '2026-10'
const LONG = `files/live/${'thư-mục-rất-dài-'.repeat(8)}/báo cáo.bin`
const BIG = Buffer.alloc(9 * 1024 * 1024, 'serepok')

before(async () => {
  ground = await testGround()
  folder = mkdtempSync(join(tmpdir(), 'serepok-backup-'))
  file = join(folder, 'full.serepok')
  const keyFile = join(ground.dataDir, 'secret.key')
  openSecretBox(keyFile)
  const [live, demo] = [ground.owner('live'), ground.owner('demo')]
  await ground.ensurePartitions('live', 'observation', [MONTH])
  await live.query(`insert into series (source, asset, property) values ('s', 'a', 'pm25')`)
  await live.query(
    `insert into observation select 1, timestamptz '2026-10-01Z' + n * interval '1 s', n / 7.0, 0, now(), 1
     from generate_series(1, 50000) n`,
  )
  await demo.query(
    `insert into series (source, asset, property) select 's', 'a' || n, 'pm25' from generate_series(1, 41) n`,
  )
  await demo.query('delete from series where id < 41')
  await live.query(`insert into journal values (1, 1, 'observations', null, now(), '\\x00ff5c0a09'::bytea)`)
  await live.query(`insert into due values ('k', E'tab\\t, new line\\n, \\\\ and ''ữ''', now())`)
  await live.query(
    `insert into person (id, name, login, state, salt, created_at)
     values ('00000000-0000-4000-8000-000000000001', 'Một người', 'mot', 'active', '\\x00', now())`,
  )
  await live.query(
    `insert into session values ('\\x01', '00000000-0000-4000-8000-000000000001', 'live', now(), now(), now(), null)`,
  )
  await live.query(
    `insert into audit (at, actor_kind, actor, act, subject, detail) values (now(), 'system', 's', 'x', 'y', '{}')`,
  )
  mkdirSync(join(ground.dataDir, LONG, '..'), { recursive: true })
  mkdirSync(join(ground.dataDir, 'audit'))
  writeFileSync(join(ground.dataDir, LONG), BIG)
  writeFileSync(join(ground.dataDir, 'files/empty'), '')
  writeFileSync(join(ground.dataDir, 'audit/head'), '{}\n')
  manifest = await backUp({ file, ground, dataDir: ground.dataDir, seal: sealOf(keyFile), version: '9.9.9' })
})
after(async () => {
  await ground.close()
  rmSync(folder, { recursive: true })
})

function sealOf(keyFile: string) {
  const seal = openBackupSeal(keyFile)
  assert.ok(seal)
  return seal
}

/** An empty instance that holds the key, unless it is told to hold another or none. */
async function emptyInstance(key: 'same' | 'other' | 'none' = 'same'): Promise<TestDatabase> {
  const target = await testDatabase()
  const keyFile = join(target.dataDir, 'secret.key')
  if (key === 'same') writeFileSync(keyFile, readFileSync(join(ground.dataDir, 'secret.key')))
  if (key === 'other') openSecretBox(keyFile)
  return target
}

const open = (target: TestDatabase): Promise<DatabaseGround> =>
  openGround({ dataDir: target.dataDir, databaseUrl: target.url, databaseAppUrl: target.appUrl, log: silentLog })

function bring(target: TestDatabase, from = file): Promise<Manifest> {
  const keyFile = join(target.dataDir, 'secret.key')
  const key = { file: keyFile, seal: openBackupSeal(keyFile) }
  return restore({
    file: from,
    dataDir: target.dataDir,
    key,
    contexts: ['live', 'demo'],
    openGround: () => open(target),
    settle: async () => undefined,
  })
}

test('what is restored is what was backed up: rows, sequences, partitions, files, rights', async () => {
  const target = await emptyInstance()
  // What an interrupted one may have left behind is no part of an instance.
  mkdirSync(join(target.dataDir, 'restoring/files'), { recursive: true })
  writeFileSync(join(target.dataDir, 'restoring/files/half'), 'x')
  writeFileSync(join(target.dataDir, 'restoring/placing'), '')
  mkdirSync(join(target.dataDir, 'files'))
  writeFileSync(join(target.dataDir, 'files/placed'), 'x')
  await bring(target)
  const restored = await open(target)
  try {
    const again = await backUp({
      file: join(folder, 'again.serepok'),
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
    assert.deepEqual(essence(again), essence(manifest))
    const observation = manifest.tables.find(({ schema, name }) => schema === 'live' && name === 'observation')
    assert.deepEqual([observation?.rows, observation?.months], ['50000', [MONTH]])
    assert.deepEqual(
      again.files.map(({ path, sha256 }) => [path, sha256]),
      manifest.files.map(({ path, sha256 }) => [path, sha256]),
    )
    assert.deepEqual(manifest.files.map(({ path }) => path).sort(), [LONG, 'audit/head', 'files/empty'].sort())
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
  const target = await emptyInstance()
  try {
    await older.clear(['live', 'demo'])
    // The second context stands one further back still, as one that was not started since.
    const stands = new Map([
      ['live', previous],
      ['demo', numbers.at(-3) ?? 0],
    ])
    await older.prepare(['live', 'demo'], stands)
    for (const name of stands.keys()) await older.owner(name).query(`insert into due values ('k', 'cũ', now())`)
    const from = join(folder, 'older')
    const seal = sealOf(join(ground.dataDir, 'secret.key'))
    await backUp({ file: from, ground: older, dataDir: older.dataDir, seal, version: '9.9.8' })
    await bring(target, from)
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
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.part')),
    [],
  )
  const key = readFileSync(join(ground.dataDir, 'secret.key'), 'utf8').trim()
  const plain = gunzipSync(readFileSync(file))
  assert.equal(plain.includes(key) || plain.includes(Buffer.from(key, 'hex')), false)
  const seal = sealOf(join(ground.dataDir, 'secret.key'))
  await assert.rejects(backUp({ file, ground, dataDir: ground.dataDir, seal, version: '9.9.9' }), /is there already/)
  assert.ok(gunzipSync(readFileSync(file)).equals(plain))
  writeFileSync(join(folder, 'busy.part'), 'another writes')
  const busy = { file: join(folder, 'busy'), ground, dataDir: ground.dataDir, seal, version: '9.9.9' }
  await assert.rejects(backUp(busy), /another command is writing it/)
  assert.equal(readFileSync(join(folder, 'busy.part'), 'utf8'), 'another writes')
  const gone = { ...busy, file: join(folder, 'gone'), ground: { connect: () => Promise.reject(new Error('away')) } }
  await assert.rejects(backUp(gone), /away/)
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('gone')),
    [],
  )
  const nowhere = join(folder, 'no such folder', 'x')
  await assert.rejects(backUp({ file: nowhere, ground, dataDir: ground.dataDir, seal, version: '9.9.9' }), /ENOENT/)
})

test('cut short, damaged, changed or of a newer version: refused, and nothing is there that looks like an instance', async () => {
  const target = await emptyInstance()
  const bytes = readFileSync(file)
  const plain = gunzipSync(bytes)
  const seal = sealOf(join(ground.dataDir, 'secret.key'))
  const changed = (at: number): Buffer => {
    const copy = Buffer.from(bytes)
    copy[at] = (copy[at] as number) ^ 0x10
    return copy
  }
  const rewritten = async (
    name: string,
    change: (entry: { name: string; body: Buffer }) => Buffer | undefined,
    signAs = '',
  ): Promise<Buffer> => {
    const path = join(folder, name)
    const archive = writeArchive(path)
    let text = Buffer.alloc(0)
    for await (const entry of readArchive(file)) {
      let body = change(entry)
      if (entry.name === MANIFEST && body) text = Buffer.from(body)
      if (entry.name === SEAL && signAs === 'signed') body = Buffer.from(seal.sign(text))
      if (body) await archive.add(entry.name, body)
    }
    await archive.finish()
    return readFileSync(path)
  }
  const isRows = (name: string): boolean => name === 'tables/live.due/000001'
  const edit = (from: string, to: string) => (entry: { name: string; body: Buffer }) =>
    entry.name === MANIFEST ? Buffer.from(entry.body.toString('utf8').replaceAll(from, to)) : entry.body
  const newest = Math.max(...manifest.migrations.map((one) => one.number))
  const cases: readonly (readonly [what: string, bytes: Buffer, said: RegExp])[] = [
    ['half of it', bytes.subarray(0, bytes.length / 2), /cut short/],
    ['all but the last byte', bytes.subarray(0, -1), /cut short/],
    ['nothing', Buffer.alloc(0), /cut short/],
    ['a letter', Buffer.from('Kính gửi'), /no backup/],
    ['a bit', changed(bytes.length >> 1), /damaged|no backup|cut short/],
    ['ended before the manifest', gzipSync(Buffer.concat([plain.subarray(0, 1024), Buffer.alloc(1024)])), /cut short/],
    ['something behind it', gzipSync(Buffer.concat([plain, Buffer.from('x')])), /damaged/],
    [
      'rows',
      await rewritten('rows', ({ name, body }) =>
        isRows(name) ? Buffer.from(`${body.toString()}`.replace('k', 'j')) : body,
      ),
      /was changed/,
    ],
    ['rows gone', await rewritten('gone', ({ name, body }) => (isRows(name) ? undefined : body)), /was changed/],
    ['manifest', await rewritten('manifest', edit('9.9.9', '9.9.8')), /was changed/],
    ['seal gone', await rewritten('seal', ({ name, body }) => (name === SEAL ? undefined : body)), /cut short/],
    [
      'a step unknown here',
      await rewritten('newer', edit(`"number":${newest},`, '"number":999999,'), 'signed'),
      /step 999999 .*use a newer one/,
    ],
    [
      'counts',
      await rewritten('counts', edit('"rows":"50000"', '"rows":"50001"'), 'signed'),
      /live\.observation: 50000 .*50001/,
    ],
  ]
  try {
    for (const [what, content, said] of cases) {
      const path = join(folder, 'tried')
      writeFileSync(path, content)
      await assert.rejects(bring(target, path), said, what)
      assert.deepEqual(readdirSync(target.dataDir).sort(), ['secret.key'], what)
      const left = await open(target)
      const rows = await left
        .owner('live')
        .query('select 1 from observation union all select 1 from person union all select 1 from demo.series')
      await left.close()
      assert.deepEqual(rows, [], what)
    }
    await assert.rejects(bring(target, join(folder, 'none')), /there is no such file/)
    await bring(target)
  } finally {
    await target.drop()
  }
})

test('the key is asked for by its fingerprint; an instance that is not empty or not stopped is left alone', async () => {
  const none = await emptyInstance('none')
  const other = await emptyInstance('other')
  const target = await emptyInstance()
  const running = await open(target)
  try {
    await assert.rejects(bring(none), new RegExp(`the key ${manifest.key} is needed at .*there is no key`))
    await assert.rejects(bring(other), new RegExp(`the key ${manifest.key} is needed at .*holds [0-9a-f]{16} there`))
    const client = await running.connect('live')
    await assert.rejects(bring(target), /the centre is running: stop it first/)
    await client.end()
    await running.owner('demo').query(`insert into due values ('k', 'k', now())`)
    await running.close()
    await assert.rejects(bring(target), /must be empty, and there is demo\.due/)
    const again = await open(target)
    assert.equal((await again.owner('demo').query('select 1 from due')).length, 1)
    await again.owner('demo').query('delete from due')
    await again.close()
    mkdirSync(join(target.dataDir, 'files/live'), { recursive: true })
    writeFileSync(join(target.dataDir, 'files/live/report'), 'x')
    await assert.rejects(bring(target), /must be empty, and there is .*report/)
    assert.equal(readFileSync(join(target.dataDir, 'files/live/report'), 'utf8'), 'x')
  } finally {
    for (const one of [none, other, target]) await one.drop()
  }
})
