import { ContextName } from '#model'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

/** How far a context's chain was sealed, kept outside the database so that a chain cut short shows. */
const Head = z.object({
  seq: z.string().regex(/^[1-9]\d*$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
})
export type AuditHead = z.infer<typeof Head>
const Heads = z.partialRecord(ContextName, Head)
export type AuditHeads = z.infer<typeof Heads>

/** The heads in `file` by context; none when there is no file yet. Throws when it does not read as heads. */
export async function readHeads(file: string): Promise<AuditHeads> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return {}
  try {
    return Heads.parse(JSON.parse(text))
  } catch (error) {
    throw new Error(`${file} does not hold the heads of the audit chains`, { cause: error })
  }
}

/** Whole or not at all, also through a power cut: written beside, flushed, renamed, and the folder flushed. */
export async function writeHeads(file: string, heads: AuditHeads): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.new`
  await flushed(beside, 'w', (handle) => handle.writeFile(`${JSON.stringify(heads, null, 2)}\n`))
  await rename(beside, file)
  await flushed(dirname(file), 'r', async () => undefined)
}

async function flushed(
  path: string,
  flags: string,
  work: (handle: Awaited<ReturnType<typeof open>>) => Promise<unknown>,
): Promise<void> {
  const handle = await open(path, flags, 0o600)
  try {
    await work(handle)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
