import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Files of one context by their content: the same bytes lie there once. */
export interface FileStore {
  /** Stores bytes and answers their sha256 (hex) when they are safe on the disk: to be called before the row commits. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes; undefined when they are not there. */
  read(digest: string): Promise<Buffer | undefined>
  /** Takes away what was written by halves when a process died. */
  tidy(): Promise<void>
}

const DIGEST = /^[0-9a-f]{64}$/
const HALF = '.half'

export function openFiles(folder: string): FileStore {
  const place = (digest: string): string => join(folder, digest.slice(0, 2), digest)
  return {
    async put(bytes) {
      const digest = createHash('sha256').update(bytes).digest('hex')
      const path = place(digest)
      if (await whole(path, bytes.length)) return digest
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const half = `${path}.${randomBytes(6).toString('hex')}${HALF}`
      try {
        await writeSafely(half, bytes)
        await rename(half, path)
        await syncFolder(dirname(path))
      } catch (error) {
        await rm(half, { force: true })
        throw error
      }
      return digest
    },
    async read(digest) {
      if (!DIGEST.test(digest)) return undefined
      return readFile(place(digest)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
        return undefined
      })
    },
    async tidy() {
      const names = await readdir(folder, { recursive: true }).catch(() => [])
      await Promise.all(
        names.filter((name) => name.endsWith(HALF)).map((name) => rm(join(folder, name), { force: true })),
      )
    },
  }
}

async function whole(path: string, size: number): Promise<boolean> {
  return stat(path).then(
    (found) => found.size === size,
    () => false,
  )
}

async function writeSafely(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The name is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
