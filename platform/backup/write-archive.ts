import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, openSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { BackupRefusal } from './refusal.ts'
import { END, padding, tarHeader } from './tar.ts'

export interface ArchiveWriter {
  add(name: string, body: Uint8Array): Promise<void>
  /** Everything of `source` as entries `name/000001`, `name/000002`, … of at most CHUNK bytes. */
  addSection(name: string, source: AsyncIterable<Uint8Array>): Promise<Section>
  /** Ends the archive, flushes it to the disk and only then gives it its name. */
  finish(): Promise<void>
  /** Takes the unfinished one away. */
  abandon(): Promise<void>
}

export interface Section {
  readonly chunks: number
  readonly bytes: number
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string
}

/** What is in memory at once. */
const CHUNK = 4 * 1024 * 1024
/** Rows of text shrink well at any level; more would make the backup wait for the processor. */
const LEVEL = 4

/**
 * Writes `file` as tar and gzip, beside its place under the name `file.part`, readable for its owner alone. Throws when that
 * is there: another one is at work, or was cut off.
 */
export function writeArchive(file: string): ArchiveWriter {
  const part = `${file}.part`
  const fd = claim(part)
  const gzip = createGzip({ level: LEVEL })
  const written = pipeline(gzip, createWriteStream(part, { fd, flush: true }))
  // Told where somebody waits for it.
  written.catch(() => undefined)

  async function put(bytes: Uint8Array): Promise<void> {
    if (gzip.destroyed) await written
    if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), written])
  }
  async function add(name: string, body: Uint8Array): Promise<void> {
    await put(tarHeader({ name, size: body.length }))
    await put(body)
    await put(Buffer.alloc(padding(body.length)))
  }
  return {
    add,
    async addSection(name, source) {
      const hash = createHash('sha256')
      let [chunks, bytes] = [0, 0]
      for await (const chunk of inChunks(source)) {
        chunks += 1
        bytes += chunk.length
        hash.update(chunk)
        await add(`${name}/${String(chunks).padStart(6, '0')}`, chunk)
      }
      return { chunks, bytes, sha256: hash.digest('hex') }
    },
    async finish() {
      await put(END)
      gzip.end()
      await written
      await rename(part, file)
      const folder = await open(dirname(file), 'r')
      await folder.sync().finally(() => folder.close())
    },
    async abandon() {
      gzip.destroy()
      await written.catch(() => undefined)
      await rm(part, { force: true })
    },
  }
}

function claim(part: string): number {
  try {
    return openSync(part, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new BackupRefusal(
      `${part}: đang có lệnh khác ghi, hoặc còn lại từ lần dở dang: xóa nó rồi chạy lại / ` +
        'another command is writing it, or one was cut off: remove it and try again',
    )
  }
}

async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = []
  let size = 0
  for await (const piece of source) {
    for (let rest = piece; rest.length > 0;) {
      const taken = rest.subarray(0, CHUNK - size)
      waiting.push(taken)
      size += taken.length
      rest = rest.subarray(taken.length)
      if (size < CHUNK) continue
      yield Buffer.concat(waiting)
      waiting = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}
