import { type Stats } from 'node:fs'
import { mkdir, readFile, rename, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector, RawMessage } from '#model'
import { z } from 'zod'
import { moveAside, unchanged } from './move-aside.ts'
import { TAKEN, TOO_LARGE, waiting } from './waiting.ts'

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

const MOST_BYTES = 8 * 1024 * 1024
/** A taken file is looked at for so long (ms) after: an upload that stood still longer than `settle` may go on. */
const WATCH = 600_000

/** What was moved aside, by the origin that it had. */
type Taken = Map<string, { readonly path: string; readonly seen: Stats; readonly until: number }>

/** A folder that stations upload to (FTP, SFTP, a share). Half-written files wait; a stored file moves aside. */
export const fileDrop: Connector<Settings> = {
  id: 'file-drop',
  name: { vi: 'Thư mục nhận tệp', en: 'File drop' },
  settings: Settings,
  async *read(settings, signal) {
    await mkdir(settings.folder, { recursive: true })
    const taken: Taken = new Map()
    while (!signal.aborted) {
      await giveBack(settings.folder, taken)
      const failures: Error[] = []
      for (const path of await waiting(settings.folder, (error) => failures.push(error))) {
        if (signal.aborted) return
        // One file that cannot be read holds up none behind it: it is told of when the others are through.
        const message = await open(settings, path, taken).catch((error: Error) => void failures.push(error))
        if (message) yield message
      }
      if (failures[0]) throw failures[0]
      await sleep(settings.look * 1000, undefined, { signal }).catch(() => undefined)
    }
  },
}

async function open(settings: Settings, path: string, taken: Taken): Promise<RawMessage | undefined> {
  const { folder, settle } = settings
  const before = await stat(path).catch(() => undefined)
  // Gone, or still being written: the next look sees.
  if (!before || Date.now() - changedAt(before) < settle * 1000) return undefined
  const origin = relative(folder, path)
  if (before.size > MOST_BYTES) {
    await moveAside(folder, TOO_LARGE, origin, before)
    throw new Error(`${origin}: ${before.size} bytes are too many, moved to ${TOO_LARGE}`)
  }
  const bytes = await readFile(path)
  if (bytes.byteLength !== before.size || !unchanged(before, await stat(path).catch(() => undefined))) return undefined
  return {
    bytes,
    origin,
    receivedAt: Date.now(),
    async ack() {
      const aside = await moveAside(folder, TAKEN, origin, before)
      if (aside !== undefined) taken.set(origin, { path: aside, seen: before, until: Date.now() + WATCH })
    },
  }
}

/** When it was written to; a station whose clock is ahead of ours is not waited for. */
function changedAt({ mtimeMs, ctimeMs }: Stats): number {
  return mtimeMs > Date.now() ? ctimeMs : mtimeMs
}

/** What was taken and has grown since was half a file: it comes back, and its rows that were whole are duplicates. */
async function giveBack(folder: string, taken: Taken): Promise<void> {
  for (const [origin, { path, seen, until }] of taken) {
    const now = await stat(path).catch(() => undefined)
    if (!now || Date.now() > until) taken.delete(origin)
    if (!now || unchanged(seen, now)) continue
    const place = join(folder, origin)
    // Another upload of that name is read first.
    if (await stat(place).catch(() => undefined)) continue
    taken.delete(origin)
    await rename(path, place)
  }
}
