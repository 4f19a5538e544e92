import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connector, HOUR, type RawMessage } from '#model'
import { z } from 'zod'
import { type Entry, listEntries } from './list.ts'
import { openKeeper } from './place.ts'
import { readLine } from './recording.ts'

export const Settings = z.object({
  path: z.string().min(1).meta({
    title: 'Thư mục hoặc tệp đã ghi',
    description: 'Tệp ghi .ndjson, hoặc tệp của trạm theo giờ trong tên; thư mục .da-nhan cũng được',
  }),
  speed: z
    .number()
    .min(0)
    .max(100_000)
    .default(1)
    .meta({ title: 'Tốc độ', description: '1: như thật; 60: một giờ trong một phút; 0: nhanh nhất có thể' }),
  times: z.enum(['kept', 'starts', 'ends']).default('kept').meta({
    title: 'Thời điểm của số liệu',
    description:
      'kept: giữ nguyên; starts, ends: dời cho bản ghi bắt đầu hoặc kết thúc lúc phát (không dùng với số liệu thật)',
  }),
  /** Names this playing: a restart goes on with it, another moment plays the recording once more. */
  start: z.iso
    .datetime({ offset: true })
    .default(() => new Date().toISOString())
    .meta({
      title: 'Bắt đầu phát lúc',
      description: 'RFC 3339 có múi giờ; khởi động lại thì phát tiếp, đổi giờ thì phát lại từ đầu',
      keep: true,
    }),
})
export type Settings = z.infer<typeof Settings>

/**
 * What was recorded, through the same door as what is live: each message when it is due, with the bytes and the origin
 * that it had. What is overdue after a pause or a restart comes at once.
 */
export const replay: Connector<Settings> = {
  id: 'replay',
  name: { vi: 'Phát lại bản ghi', en: 'Replay' },
  settings: Settings,
  ends: true,
  async *read(settings, signal) {
    const { root, entries } = await listEntries(settings.path)
    const [first, last] = [entries[0], entries.at(-1)]
    if (!first || !last) throw new Error(`${settings.path}: nothing is recorded there`)
    const start = Date.parse(settings.start)
    const shift = { kept: 0, starts: start - first.at, ends: start - last.at }[settings.times]
    const keeper = openKeeper(root, JSON.stringify([settings.path, settings.start]))
    const file = openFiles(root)
    try {
      for (const entry of await keeper.rest(entries)) {
        await until(settings.speed === 0 ? start : start + (entry.at - first.at) / settings.speed, signal)
        if (signal.aborted) return
        const { origin, bytes } = await read(await file.at(entry), entry)
        const ack = (): Promise<void> => keeper.note(entry)
        yield { bytes, origin, receivedAt: Date.now(), ack, ...(shift === 0 ? {} : { shift }) } satisfies RawMessage
      }
    } finally {
      await file.close()
      await keeper.flush()
    }
  },
}

async function read(handle: FileHandle, entry: Entry): Promise<{ origin: string; bytes: Uint8Array }> {
  const bytes = Buffer.alloc(entry.length)
  let got = 0
  while (got < entry.length) {
    const { bytesRead } = await handle.read(bytes, got, entry.length - got, entry.from + got)
    if (bytesRead === 0) throw new Error(`${entry.file} has become shorter`)
    got += bytesRead
  }
  const plain = { origin: entry.file, bytes }
  return entry.line ? (readLine(bytes.toString('utf8')) ?? plain) : plain
}

/** One file is open at a time: the lines of a recording follow one another. */
function openFiles(root: string): { at(entry: Entry): Promise<FileHandle>; close(): Promise<void> } {
  let handle: FileHandle | undefined
  let name: string | undefined
  return {
    async at({ file }) {
      if (handle && name === file) return handle
      await handle?.close()
      handle = await open(join(root, file))
      name = file
      return handle
    },
    close: async () => handle?.close(),
  }
}

/** A timer counts no more than some weeks: a long wait is many short ones. */
async function until(due: number, signal: AbortSignal): Promise<void> {
  for (let wait = due - Date.now(); wait > 0 && !signal.aborted; wait = due - Date.now()) {
    await sleep(Math.min(wait, HOUR), undefined, { signal }).catch(() => undefined)
  }
}
