import assert from 'node:assert/strict'
import { mkdir, mkdtemp, open, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { RawMessage } from '#model'
import { fileDrop } from './file-drop.ts'

async function room() {
  const folder = await mkdtemp(join(tmpdir(), 'serepok-drop-'))
  const abort = new AbortController()
  const settings = { folder, look: 1, settle: 1 }
  const messages = fileDrop.read(settings as never, abort.signal)[Symbol.asyncIterator]()
  return {
    folder,
    /** Writes a file that has lain still for a minute. */
    async put(name: string, text: string, age = 60) {
      const path = join(folder, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
      const at = Date.now() / 1000 - age
      await utimes(path, at, at)
    },
    async next(): Promise<RawMessage> {
      const { value } = await messages.next()
      return value as RawMessage
    },
    async [Symbol.asyncDispose]() {
      abort.abort()
      await messages.return?.()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

test('files come in order of name from any depth, and move aside when they are acknowledged', async () => {
  await using r = await room()
  await r.put('KHI001/2026/11/b.txt', 'b')
  await r.put('KHI001/2026/11/a.txt', 'a')
  const first = await r.next()
  assert.equal(first.origin, 'KHI001/2026/11/a.txt')
  assert.equal(Buffer.from(first.bytes).toString(), 'a')
  await first.ack()
  assert.equal(await readFile(join(r.folder, '.da-nhan/KHI001/2026/11/a.txt'), 'utf8'), 'a')
  assert.equal((await r.next()).origin, 'KHI001/2026/11/b.txt')
})

test('what was not acknowledged comes again', async () => {
  const r = await room()
  await r.put('a.txt', 'a')
  await r.next()
  const again = fileDrop.read({ folder: r.folder, look: 1, settle: 1 } as never, AbortSignal.timeout(5000))
  for await (const message of again) {
    assert.equal(message.origin, 'a.txt')
    break
  }
  await r[Symbol.asyncDispose]()
})

test('a half-written file waits until it is whole', async () => {
  await using r = await room()
  await r.put('still-writing.txt', 'ha', 0)
  await r.put('upload.txt.part', 'half')
  await r.put('.hidden', 'x')
  await r.put('whole.txt', 'whole')
  const first = await r.next()
  assert.equal(first.origin, 'whole.txt')
  await first.ack()
  await r.put('still-writing.txt', 'half and half')
  await rename(join(r.folder, 'upload.txt.part'), join(r.folder, 'upload.txt'))
  const second = await r.next()
  assert.equal(Buffer.from(second.bytes).toString(), 'half and half')
  await second.ack()
  assert.equal((await r.next()).origin, 'upload.txt')
})

test('a file that is too large moves out of the way and is said, when what is behind it has been read', async () => {
  const r = await room()
  await r.put('a-large.txt', '')
  await truncate(join(r.folder, 'a-large.txt'), 9 * 1024 * 1024)
  const old = Date.now() / 1000 - 60
  await utimes(join(r.folder, 'a-large.txt'), old, old)
  await r.put('b.txt', 'b')
  assert.equal((await r.next()).origin, 'b.txt')
  await assert.rejects(r.next(), /too many, moved to .qua-lon/)
  assert.equal((await stat(join(r.folder, '.qua-lon/a-large.txt'))).size, 9 * 1024 * 1024)
  await r[Symbol.asyncDispose]()
})

test('a file that was replaced while it was being stored is not taken for the one that was read', async () => {
  await using r = await room()
  await r.put('a.txt', 'first')
  const first = await r.next()
  await r.put('a.txt', 'second', 30)
  await first.ack()
  const second = await r.next()
  assert.equal(Buffer.from(second.bytes).toString(), 'second')
  await second.ack()
  assert.equal(await readFile(join(r.folder, '.da-nhan/a.txt'), 'utf8'), 'second')
})

test('two files of one name are both kept; the same one again is kept once', async () => {
  await using r = await room()
  for (const text of ['first', 'second', 'first', 'third', 'second']) {
    await r.put('K1/a.txt', text)
    await (await r.next()).ack()
  }
  const kept = async (path: string) => readFile(join(r.folder, '.da-nhan', path), 'utf8')
  assert.deepEqual(await Promise.all(['K1/a.txt', 'lan-2/K1/a.txt', 'lan-3/K1/a.txt'].map(kept)), [
    'first',
    'second',
    'third',
  ])
  await assert.rejects(kept('lan-4/K1/a.txt'), /ENOENT/)
})

test('an upload that stood still and went on after it was taken comes back whole', async () => {
  await using r = await room()
  const writer = await open(join(r.folder, 'a.txt'), 'w')
  await writer.write('31,')
  await utimes(join(r.folder, 'a.txt'), 1e9, 1e9)
  const half = await r.next()
  assert.equal(Buffer.from(half.bytes).toString(), '31,')
  await half.ack()
  await writer.write('4')
  await writer.close()
  const whole = await r.next()
  assert.equal(whole.origin, 'a.txt')
  assert.equal(Buffer.from(whole.bytes).toString(), '31,4')
  await whole.ack()
  assert.equal(await readFile(join(r.folder, '.da-nhan/a.txt'), 'utf8'), '31,4')
})

test('a station whose clock runs ahead is not waited for', async () => {
  await using r = await room()
  await r.put('a.txt', 'a', -3600)
  assert.equal((await r.next()).origin, 'a.txt')
})

test('what was taken is not walked through again', async () => {
  await using r = await room()
  await r.put('K1/.da-nhan/a.txt', 'deeper down it is a name like any other')
  await r.put('.da-nhan/b.txt', 'b')
  await r.put('.qua-lon/c.txt', 'c')
  await r.put('d.txt', 'd')
  const first = await r.next()
  assert.equal(first.origin, 'K1/.da-nhan/a.txt')
  await first.ack()
  assert.equal((await r.next()).origin, 'd.txt')
})
