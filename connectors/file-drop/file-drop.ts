import { type Dirent } from 'node:fs'
import { mkdir, readFile, readdir, rename, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector, RawMessage } from '#model'
import { z } from 'zod'

const Settings = z.object({
  folder: z
    .string()
    .min(1)
    .meta({ title: 'Thư mục nhận tệp', description: 'Trạm tải tệp vào đây, ở thư mục con nào cũng được' }),
  look: z.number().int().min(1).max(3600).default(5).meta({ title: 'Xem lại sau (giây)' }),
  settle: z
    .number()
    .min(0)
    .max(600)
    .default(2)
    .meta({ title: 'Tệp phải yên (giây)', description: 'Tệp vừa ghi trong khoảng này coi như chưa xong' }),
})
type Settings = z.infer<typeof Settings>

/** Files that were stored move here, below the folder: nothing is deleted. */
const TAKEN = '.da-nhan'
/** What upload programs call a file that is still on its way. */
const HALF = /(^\.|\.(part|tmp|filepart|crdownload)$)/i
const MOST_BYTES = 8 * 1024 * 1024
/** What is larger moves here, so that it holds up nothing behind it. */
const TOO_LARGE = '.qua-lon'

/** A folder that stations upload to (FTP, SFTP, a share). Half-written files wait; a stored file moves aside. */
export const fileDrop: Connector<Settings> = {
  id: 'file-drop',
  name: { vi: 'Thư mục nhận tệp', en: 'File drop' },
  settings: Settings,
  async *read(settings, signal) {
    await mkdir(settings.folder, { recursive: true })
    while (!signal.aborted) {
      for (const path of await waiting(settings.folder)) {
        if (signal.aborted) return
        const message = await open(settings, path)
        if (message) yield message
      }
      await sleep(settings.look * 1000, undefined, { signal }).catch(() => undefined)
    }
  },
}

/** Paths of what lies in the folder, in order of name, which for stations is the order of time. */
async function waiting(folder: string): Promise<string[]> {
  const entries: Dirent[] = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !HALF.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/^\.(da-nhan|qua-lon)\b/.test(relative(folder, path)))
    .sort()
}

async function open(settings: Settings, path: string): Promise<RawMessage | undefined> {
  const before = await stat(path).catch(() => undefined)
  // Gone, or still being written: the next look sees.
  if (!before || Date.now() - before.mtimeMs < settings.settle * 1000) return undefined
  const origin = relative(settings.folder, path)
  if (before.size > MOST_BYTES) {
    await moveAside(settings.folder, TOO_LARGE, origin)
    throw new Error(`${origin}: ${before.size} bytes are too many, moved to ${TOO_LARGE}`)
  }
  const bytes = await readFile(path)
  const after = await stat(path).catch(() => undefined)
  if (!after || after.size !== bytes.byteLength || after.mtimeMs !== before.mtimeMs) return undefined
  return { bytes, origin, receivedAt: Date.now(), ack: () => moveAside(settings.folder, TAKEN, origin) }
}

async function moveAside(folder: string, where: string, origin: string): Promise<void> {
  const aside = join(folder, where, origin)
  await mkdir(dirname(aside), { recursive: true })
  await rename(join(folder, origin), aside)
}
