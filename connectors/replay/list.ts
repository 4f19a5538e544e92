import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { LOCAL_OFFSET } from '#model'
import { isHead, readLine } from './recording.ts'

/** Where one message lies. `at` is when it arrived, epoch ms; `length` bytes from `from`, or the whole file. */
export interface Entry {
  readonly at: number
  readonly file: string
  readonly from: number
  readonly length: number
  /** A line of a recording; else the file itself is the message. */
  readonly line: boolean
}

const CHUNK = 1024 * 1024
/** The head of a recording is shorter. */
const HEAD = 256
const LF = 0x0a
/** What a station or the centre writes into a name: `yyyyMMddHHmmss` of the local clock. */
const NAMED = /(?<!\d)(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?!\d)/

/** All messages of a folder or a file in the order in which they arrived. Hidden names are not looked at. */
export async function listEntries(path: string): Promise<{ root: string; entries: Entry[] }> {
  const single = (await stat(path)).isFile()
  const root = single ? dirname(path) : path
  const files = single ? [basename(path)] : await below(root, root)
  const entries: Entry[] = []
  for (const file of files) for await (const entry of entriesOf(root, file)) entries.push(entry)
  // Stable: what arrived at one moment stays in order of name and line.
  return { root, entries: entries.sort((a, b) => a.at - b.at) }
}

async function below(root: string, folder: string): Promise<string[]> {
  const found: string[] = []
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) found.push(...(await below(root, path)))
    else if (entry.isFile()) found.push(relative(root, path))
  }
  return found
}

async function* entriesOf(root: string, file: string): AsyncGenerator<Entry> {
  const handle = await open(join(root, file))
  try {
    const { size, mtimeMs } = await handle.stat()
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    const end = buffer.indexOf(LF)
    if (!isHead(buffer.toString('utf8', 0, end < 0 ? bytesRead : end))) {
      yield { at: namedAt(file) ?? Math.round(mtimeMs), file, from: 0, length: size, line: false }
      return
    }
    if (end < 0) return
    let at = namedAt(file) ?? 0
    for await (const { from, length, text } of linesOf(handle, end + 1)) {
      if (text.trim() === '') continue
      // A line that is none goes with the one before it, for the decoder to refuse: nothing is passed over in silence.
      at = readLine(text)?.at ?? at
      yield { at, file, from, length, line: true }
    }
  } finally {
    await handle.close()
  }
}

function namedAt(file: string): number | undefined {
  const parts = NAMED.exec(basename(file))?.slice(1).map(Number)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number]
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  const back = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)
  return back === parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('')
    ? at - LOCAL_OFFSET
    : undefined
}

async function* linesOf(
  handle: FileHandle,
  from: number,
): AsyncGenerator<{ from: number; length: number; text: string }> {
  let rest = Buffer.alloc(0)
  for (;;) {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK, from + rest.length)
    rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
    for (let end = rest.indexOf(LF); end >= 0; end = rest.indexOf(LF)) {
      yield { from, length: end, text: rest.toString('utf8', 0, end) }
      from += end + 1
      rest = rest.subarray(end + 1)
    }
    if (bytesRead === 0) break
  }
  if (rest.length > 0) yield { from, length: rest.length, text: rest.toString('utf8') }
}
