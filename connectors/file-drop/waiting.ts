import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Files that were stored move here, below the folder: nothing is deleted. */
export const TAKEN = '.da-nhan'
/** What is larger than a message may be moves here, so that it holds up nothing behind it. */
export const TOO_LARGE = '.qua-lon'

/** What upload programs call a file that is still on its way. */
const HALF = /(^\.|\.(part|tmp|filepart|crdownload)$)/i

/**
 * Paths of what lies in the folder at any depth, in order of name, which for stations is the order of time. What was
 * taken is never walked again: after a year there are millions of files. `tell` hears what could not be looked into.
 */
export async function waiting(folder: string, tell: (error: Error) => void): Promise<string[]> {
  return (await below(folder, folder, tell)).sort()
}

async function below(folder: string, root: string, tell: (error: Error) => void): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isFile() && !HALF.test(entry.name)) found.push(path)
    const aside = folder === root && (entry.name === TAKEN || entry.name === TOO_LARGE)
    if (!entry.isDirectory() || aside) continue
    // A folder that nobody lets us see holds up no other; one that has just gone is none.
    const inside = below(path, root, tell).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') tell(error)
      return []
    })
    found.push(...(await inside))
  }
  return found
}
