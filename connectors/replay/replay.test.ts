import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { HOUR, type RawMessage, SECOND } from '#model'
import { recordingHead, recordingLine } from './recording.ts'
import { Settings, replay } from './replay.ts'

const T0 = Date.parse('2026-11-20T08:00:00+07:00')
const START = '2026-11-25T00:00:00Z'

async function room() {
  const folder = await mkdtemp(join(tmpdir(), 'serepok-replay-'))
  return {
    folder,
    async put(name: string, text: string, at?: number) {
      const path = join(folder, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
      if (at !== undefined) await utimes(path, at / 1000, at / 1000)
    },
    open(more: object = {}) {
      const abort = new AbortController()
      const settings = Settings.parse({ path: folder, speed: 0, start: START, ...more })
      return { abort, messages: replay.read(settings as never, abort.signal) }
    },
    async play(more: object = {}, most = Infinity): Promise<RawMessage[]> {
      const seen: RawMessage[] = []
      for await (const message of this.open(more).messages) {
        seen.push(message)
        await message.ack()
        if (seen.length >= most) break
      }
      return seen
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const line = (after: number, origin: string, bytes: Uint8Array | string) =>
  recordingLine({ at: T0 + after, origin, bytes: Buffer.from(bytes) })
const said = (messages: readonly RawMessage[]): string[] =>
  messages.map((one) => `${one.origin} ${Buffer.from(one.bytes).toString('latin1')}`)

test('recordings and plain files come in the order in which they arrived, with the bytes they had', async () => {
  await using r = await room()
  const odd = Buffer.from([0xff, 0x00, 0x0a, 0xfe])
  await r.put('a.ndjson', `${recordingHead}\n${line(2 * SECOND, 't/x', 'chữ\n"2"')}\n\n${line(9 * SECOND, 't/y', odd)}`)
  await r.put('KHI/DL_ABCD_K1_20261120080005.txt', 'named 5')
  await r.put('by-its-time.csv', 'mtime 1', T0 + SECOND)
  await r.put('.hidden', 'x')
  await r.put('.da-nhan/DL_ABCD_K1_20261120080001.txt', 'x')
  assert.deepEqual(said(await r.play()), [
    'by-its-time.csv mtime 1',
    `t/x ${Buffer.from('chữ\n"2"').toString('latin1')}`,
    'KHI/DL_ABCD_K1_20261120080005.txt named 5',
    `t/y ${odd.toString('latin1')}`,
  ])
})

test('the folder in which file-drop keeps what it took is a recording; so is one file alone', async () => {
  await using r = await room()
  await r.put('.da-nhan/K1/DL_ABCD_K1_20261120080001.txt', 'x')
  assert.deepEqual(said(await r.play({ path: join(r.folder, '.da-nhan') })), ['K1/DL_ABCD_K1_20261120080001.txt x'])
  const path = join(r.folder, '.da-nhan/K1/DL_ABCD_K1_20261120080001.txt')
  assert.deepEqual(said(await r.play({ path })), ['DL_ABCD_K1_20261120080001.txt x'])
})

test('a line that is none is handed on as it stands, and nothing behind it is lost', async () => {
  await using r = await room()
  await r.put(
    'a.ndjson',
    `${recordingHead}\n${line(0, 'o', '1')}\n{"at":\n{"at":"never","origin":"o","text":"x"}\n${line(1, 'o', '2')}\n`,
  )
  assert.deepEqual(said(await r.play()), [
    'o 1',
    'a.ndjson {"at":',
    'a.ndjson {"at":"never","origin":"o","text":"x"}',
    'o 2',
  ])
})

test('each message is due at its distance from the start, divided by the speed; what is overdue comes at once', async () => {
  await using r = await room()
  await r.put('a.ndjson', [recordingHead, line(0, 'o', '0'), line(HOUR, 'o', '1'), line(2 * HOUR, 'o', '2')].join('\n'))
  const begin = Date.now()
  const seen = await r.play({ speed: 36_000, start: new Date(begin + 100).toISOString() })
  const times = seen.map((one) => one.receivedAt - begin)
  assert.equal(times.length, 3)
  for (const [index, due] of [100, 200, 300].entries()) {
    const late = (times[index] as number) - due
    assert.ok(late >= 0 && late < 5000, `${index}: ${late} ms after it was due`)
  }
  const now = Date.now()
  assert.equal((await r.play({ speed: 1, start: new Date(now - 3 * HOUR).toISOString() })).length, 3)
  assert.ok(Date.now() - now < 10_000)
})

test('a wait ends with the signal', async () => {
  await using r = await room()
  await r.put('a.ndjson', [recordingHead, line(0, 'o', '0'), line(HOUR, 'o', '1')].join('\n'))
  const { abort, messages } = r.open({ speed: 1, start: new Date().toISOString() })
  const reader = messages[Symbol.asyncIterator]()
  await reader.next()
  const next = reader.next()
  abort.abort()
  assert.equal((await next).done, true)
})

test('it goes on where it was; another start plays it once more; a message that was not acknowledged comes again', async () => {
  await using r = await room()
  await r.put('a.ndjson', [recordingHead, ...[0, 1, 2, 3].map((n) => line(n, 'o', String(n)))].join('\n'))
  assert.deepEqual(said(await r.play({}, 2)), ['o 0', 'o 1'])
  const unacknowledged = r.open().messages[Symbol.asyncIterator]()
  await unacknowledged.next()
  await unacknowledged.return?.()
  assert.deepEqual(said(await r.play()), ['o 2', 'o 3'])
  assert.deepEqual(said(await r.play()), [])
  assert.equal((await r.play({ start: '2026-11-25T00:00:01Z' })).length, 4)
  assert.deepEqual(
    (await readdir(r.folder)).filter((name) => !name.startsWith('.phat-lai-')),
    ['a.ndjson'],
  )
})

test('times are kept, or moved so that the recording starts or ends at `start`', async () => {
  await using r = await room()
  await r.put('a.ndjson', [recordingHead, line(0, 'o', '0'), line(HOUR, 'o', '1')].join('\n'))
  const shift = async (times: string, start: string) => (await r.play({ times, start }))[0]?.shift
  assert.equal(await shift('kept', '2026-11-24T00:00:00Z'), undefined)
  assert.equal(await shift('starts', '2026-11-24T00:00:01Z'), Date.parse('2026-11-24T00:00:01Z') - T0)
  assert.equal(await shift('ends', '2026-11-24T00:00:02Z'), Date.parse('2026-11-24T00:00:02Z') - T0 - HOUR)
})

test('a place that is not there, or empty, is an error that says so', async () => {
  await using r = await room()
  await assert.rejects(r.play({ path: join(r.folder, 'none') }), /ENOENT/)
  await assert.rejects(r.play(), /nothing is recorded/)
})
