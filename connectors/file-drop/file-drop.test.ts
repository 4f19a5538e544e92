import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rename, rm, truncate, utimes, writeFile } from 'node:fs/promises'
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

test('a file that is too large moves out of the way and is said', async () => {
  const r = await room()
  await r.put('a-large.txt', '')
  await truncate(join(r.folder, 'a-large.txt'), 9 * 1024 * 1024)
  const old = Date.now() / 1000 - 60
  await utimes(join(r.folder, 'a-large.txt'), old, old)
  await assert.rejects(r.next(), /too many, moved to .qua-lon/)
  await r[Symbol.asyncDispose]()
})
