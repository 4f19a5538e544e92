import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Entry } from './list.ts'

const Place = z.object({ at: z.number(), file: z.string(), from: z.number() })

/** Written at most so often (ms): what was played since comes again after a crash, and is a duplicate. */
const EVERY = 1000

/** How far a recording has been played, kept beside it under a hidden name. */
export interface Keeper {
  /** The entries that are still to come. */
  rest(entries: readonly Entry[]): Promise<readonly Entry[]>
  note(entry: Entry): Promise<void>
  /** Writes what was noted last. */
  flush(): Promise<void>
}

/** `play` names one playing of it: another one begins at the beginning. */
export function openKeeper(root: string, play: string): Keeper {
  const name = createHash('sha256').update(play).digest('hex').slice(0, 16)
  const file = join(root, `.phat-lai-${name}.json`)
  let last: Entry | undefined
  let written = 0
  async function flush(): Promise<void> {
    if (!last) return
    written = Date.now()
    const { at, file: of, from } = last
    last = undefined
    try {
      await writeFile(`${file}.tmp`, JSON.stringify({ at, file: of, from }))
      await rename(`${file}.tmp`, file)
    } catch (error) {
      // A recording on a medium that nobody may write to is played from its beginning again: all of it duplicates.
      const { code } = error as NodeJS.ErrnoException
      if (code !== 'EROFS' && code !== 'EACCES') throw error
    }
  }
  return {
    async rest(entries) {
      const place = await readPlace(file)
      if (!place) return entries
      const played = entries.findIndex((one) => one.file === place.file && one.from === place.from)
      return played < 0 ? entries.filter((one) => one.at >= place.at) : entries.slice(played + 1)
    },
    async note(entry) {
      last = entry
      if (Date.now() - written >= EVERY) await flush()
    },
    flush,
  }
}

async function readPlace(file: string): Promise<z.infer<typeof Place> | undefined> {
  try {
    return Place.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}
