import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileCopy } from './manifest.ts'
import { BackupRefusal } from './refusal.ts'

/** What of DATA_DIR goes into a backup besides the database: the files of all contexts, and the heads of their chains. */
export const FILES = 'files'
export const HEAD = 'audit/head'
/** Where restored files wait until the database is whole. */
const WAITING = 'restoring'
/** There from the first file in its place until the commit: what lies in the places then is no instance's. */
const PLACING = `${WAITING}/placing`
const PLACES = [FILES, dirname(HEAD)]

/** All plain files under `folder` of DATA_DIR, in order of their paths; links are not followed. */
export async function* filesUnder(dataDir: string, folder: string): AsyncGenerator<{ path: string; modified: number }> {
  const found = await readdir(join(dataDir, folder), { withFileTypes: true }).catch(unlessGone)
  for (const entry of (found ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) yield* filesUnder(dataDir, path)
    else if (entry.isFile()) {
      const state = await lstat(join(dataDir, path)).catch(unlessGone)
      if (state?.isFile()) yield { path, modified: state.mtimeMs }
    }
  }
}

/** The bytes of a file; undefined when it was taken away meanwhile, as a folder that a centre reads from loses its files. */
export async function openFile(path: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  const handle = await open(path, 'r').catch(unlessGone)
  return handle && createReadStream(path, { fd: handle })
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}

export interface FilesBack {
  /** The next bytes of a file; those of one file come one after the other. */
  write(file: FileCopy, chunk: Uint8Array): Promise<void>
  /** Checks every file, an empty one too, and moves them all to their places. */
  place(): Promise<void>
  /** After the commit: they belong to the instance now. */
  settle(): Promise<void>
  /** Takes away whatever was written or placed. */
  undo(): Promise<void>
}

/** The first file of an instance under DATA_DIR; those of a cut off restore are none. */
export async function firstFile(dataDir: string): Promise<string | undefined> {
  if (existsSync(join(dataDir, PLACING))) return undefined
  if (existsSync(join(dataDir, HEAD))) return join(dataDir, HEAD)
  for await (const { path } of filesUnder(dataDir, FILES)) return join(dataDir, path)
  return undefined
}

/** Puts the files of a backup under DATA_DIR, where `firstFile` found none, and beside a database that is empty. */
export async function filesBack(dataDir: string, files: readonly FileCopy[]): Promise<FilesBack> {
  const waiting = join(dataDir, WAITING)
  const clean = async (folders: readonly string[]): Promise<void> => {
    for (const folder of folders) await rm(join(dataDir, folder), { recursive: true, force: true })
  }
  await clean([...(existsSync(join(dataDir, PLACING)) ? PLACES : []), WAITING])
  let placed = false
  await mkdir(waiting, { recursive: true, mode: 0o700 })
  let now: { file: FileCopy; handle: FileHandle } | undefined
  const finish = async (): Promise<void> => {
    const { file, handle } = now ?? {}
    now = undefined
    if (!file || !handle) return
    await handle.sync().finally(() => handle.close())
    await utimes(join(waiting, file.path), new Date(), new Date(file.modified))
  }
  const start = async (file: FileCopy): Promise<FileHandle> => {
    await finish()
    const path = join(waiting, file.path)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const handle = await open(path, 'wx', 0o600)
    now = { file, handle }
    return handle
  }
  return {
    async write(file, chunk) {
      const handle = now?.file === file ? now.handle : await start(file)
      await handle.writeFile(chunk)
    },
    async place() {
      for (const file of files) if (file.bytes === 0) await start(file)
      await finish()
      for (const file of files) await check(join(waiting, file.path), file)
      await writeFile(join(dataDir, PLACING), '')
      await flushFolder(waiting)
      placed = true
      for (const folder of PLACES) {
        await clean([folder])
        await rename(join(waiting, folder), join(dataDir, folder)).catch(unlessGone)
      }
      await flushFolder(dataDir)
    },
    settle: () => clean([WAITING]),
    async undo() {
      await now?.handle.close().catch(() => undefined)
      await clean([...(placed ? PLACES : []), WAITING])
    },
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

async function check(path: string, file: FileCopy): Promise<void> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  if (hash.digest('hex') !== file.sha256) {
    throw new BackupRefusal(`${file.path}: không ghi lại đúng / was not written as it is in the backup`)
  }
}
