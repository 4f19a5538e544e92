import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BackupRefusal } from './refusal.ts'
import { BLOCK, padding, readTarHeader } from './tar.ts'

export interface ArchiveEntry {
  readonly name: string
  readonly body: Buffer
}

/** More than any entry of a backup has; a header that says more is not believed. */
const MOST = 512 * 1024 * 1024
const PIECE = 256 * 1024

/** The entries of a backup in order, one in memory at a time. Throws when it is cut short or damaged. */
export async function* readArchive(file: string): AsyncGenerator<ArchiveEntry> {
  const gunzip = createGunzip({ chunkSize: PIECE })
  pipeline(createReadStream(file), gunzip, () => undefined)
  const pieces = gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let held: Buffer[] = []
  let size = 0
  const take = async (bytes: number): Promise<Buffer> => {
    while (size < bytes) {
      const next = await pieces.next()
      if (next.done) throw new BackupRefusal('bản sao lưu bị cắt cụt / the backup is cut short')
      held.push(next.value)
      size += next.value.length
    }
    const all = held.length === 1 ? (held[0] as Buffer) : Buffer.concat(held)
    held = [all.subarray(bytes)]
    size -= bytes
    return all.subarray(0, bytes)
  }
  try {
    for (;;) {
      const block = await take(BLOCK)
      if (block.every((byte) => byte === 0)) return await nothingMore(pieces, held)
      const header = readTarHeader(block)
      if (!(header.size <= MOST)) throw new BackupRefusal('bản sao lưu đã hỏng / the backup is damaged')
      const body = await take(header.size)
      await take(padding(header.size))
      yield { name: header.name, body }
    }
  } catch (error) {
    throw refusalOf(error)
  } finally {
    gunzip.destroy()
  }
}

/** Also reads to the end, where gzip compares its own sum. */
async function nothingMore(pieces: AsyncIterator<Buffer>, held: readonly Buffer[]): Promise<void> {
  let rest: Buffer = Buffer.concat(held)
  for (;;) {
    if (rest.some((byte) => byte !== 0)) throw new BackupRefusal('bản sao lưu đã hỏng / the backup is damaged')
    const next = await pieces.next()
    if (next.done) return
    rest = next.value
  }
}

function refusalOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR') return new BackupRefusal('bản sao lưu bị cắt cụt / the backup is cut short')
  if (code.startsWith('Z_')) {
    return new BackupRefusal('không phải bản sao lưu, hoặc đã hỏng / this is no backup, or it is damaged')
  }
  return error
}
