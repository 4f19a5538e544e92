import { type Stats } from 'node:fs'
import { mkdir, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Whether a file is still what it was, as far as the system can tell. */
export function unchanged(before: Stats, after: Stats | undefined): boolean {
  // Not its inode: on some shares a file has another one after it was moved.
  return after !== undefined && after.size === before.size && after.mtimeMs === before.mtimeMs
}

/**
 * Moves a file below `where` and answers its new path; undefined when what lay there was not what was read, and stays.
 * Two files of one name are both kept: a station that sends a corrected file does not wipe out what it sent first.
 */
export async function moveAside(
  folder: string,
  where: string,
  origin: string,
  seen: Stats,
): Promise<string | undefined> {
  const from = join(folder, origin)
  if (!unchanged(seen, await stat(from).catch(() => undefined))) return undefined
  const aside = await freePlace(join(folder, where), origin, from)
  await mkdir(dirname(aside), { recursive: true })
  await rename(from, aside)
  if (unchanged(seen, await stat(aside))) return aside
  // Another one came in its place in this very moment: it goes back and waits its turn.
  await rename(aside, from)
  return undefined
}

/** The place itself, or one in `lan-2`, `lan-3`… when another file of that name lies there. */
async function freePlace(where: string, origin: string, from: string): Promise<string> {
  for (let time = 1; ; time += 1) {
    const place = time === 1 ? join(where, origin) : join(where, `lan-${time}`, origin)
    const there = await stat(place).catch(() => undefined)
    if (!there) return place
    const [one, other] = await Promise.all([readFile(place), readFile(from)])
    if (one.equals(other)) return place
  }
}
