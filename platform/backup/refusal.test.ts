import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { MANIFEST, SEAL } from './manifest.ts'
import { readArchive } from './read-archive.ts'
import { type BackupRoom, backupRoom, open, sealOf } from './test-room.ts'
import { writeArchive } from './write-archive.ts'

/** What is not put back, and why. */
let r: BackupRoom
before(async () => {
  r = await backupRoom()
})
after(() => r[Symbol.asyncDispose]())

test('cut short, damaged, changed or of a newer version: refused, and nothing is there that looks like an instance', async () => {
  const target = await r.emptyInstance()
  const bytes = readFileSync(r.file)
  const plain = gunzipSync(bytes)
  const seal = sealOf(join(r.ground.dataDir, 'secret.key'))
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
    const path = join(r.folder, name)
    const archive = writeArchive(path)
    let text = Buffer.alloc(0)
    for await (const entry of readArchive(r.file)) {
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
  const newest = Math.max(...r.manifest.migrations.map((one) => one.number))
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
      const path = join(r.folder, 'tried')
      writeFileSync(path, content)
      await assert.rejects(r.bring(target, path), said, what)
      assert.deepEqual(readdirSync(target.dataDir).sort(), ['secret.key'], what)
      const left = await open(target)
      const rows = await left
        .owner('live')
        .query('select 1 from observation union all select 1 from person union all select 1 from demo.series')
      await left.close()
      assert.deepEqual(rows, [], what)
    }
    await assert.rejects(r.bring(target, join(r.folder, 'none')), /there is no such file/)
    await r.bring(target)
  } finally {
    await target.drop()
  }
})

test('the key is asked for by its fingerprint; an instance that is not empty or not stopped is left alone', async () => {
  const none = await r.emptyInstance('none')
  const other = await r.emptyInstance('other')
  const target = await r.emptyInstance()
  const running = await open(target)
  try {
    await assert.rejects(r.bring(none), new RegExp(`the key ${r.manifest.key} is needed at .*there is no key`))
    await assert.rejects(
      r.bring(other),
      new RegExp(`the key ${r.manifest.key} is needed at .*holds [0-9a-f]{16} there`),
    )
    const client = await running.connect('live')
    await assert.rejects(r.bring(target), /the centre is running: stop it first/)
    await client.end()
    await running.owner('demo').query(`insert into due values ('k', 'k', now())`)
    await running.close()
    await assert.rejects(r.bring(target), /must be empty, and there is demo\.due/)
    const again = await open(target)
    assert.equal((await again.owner('demo').query('select 1 from due')).length, 1)
    await again.owner('demo').query('delete from due')
    await again.close()
    mkdirSync(join(target.dataDir, 'files/live'), { recursive: true })
    writeFileSync(join(target.dataDir, 'files/live/report'), 'x')
    await assert.rejects(r.bring(target), /must be empty, and there is .*report/)
    assert.equal(readFileSync(join(target.dataDir, 'files/live/report'), 'utf8'), 'x')
  } finally {
    for (const one of [none, other, target]) await one.drop()
  }
})
