import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseGround } from '#platform/database'
import type { BackupSeal } from '#platform/secret'
import type { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { FILES, HEAD, filesUnder, openFile } from './files.ts'
import {
  FIRST,
  type FileCopy,
  MANIFEST,
  Manifest,
  SEAL,
  type TableCopy,
  fileSection,
  tableSection,
} from './manifest.ts'
import { BackupRefusal } from './refusal.ts'
import { columnList, countAndSum, readSequences, schemasOf, tableName, tablesOf } from './store.ts'
import { type ArchiveWriter, writeArchive } from './write-archive.ts'

export interface BackupOrder {
  /** Where the backup is to be; nothing may be there. */
  readonly file: string
  readonly ground: Pick<DatabaseGround, 'connect'>
  readonly dataDir: string
  readonly seal: BackupSeal
  /** Of the program. */
  readonly version: string
}

/**
 * Copies the database as it is at one moment, then the files, beside a running centre or a stopped one. What was
 * acknowledged before the call is in it. The file gets its name when it is whole and on the disk.
 */
export async function backUp(order: BackupOrder): Promise<Manifest> {
  if (existsSync(order.file)) throw new BackupRefusal(`${order.file}: đã có / is there already`)
  const archive = writeArchive(order.file)
  let client: Client | undefined
  try {
    client = await order.ground.connect('live', 'owner')
    const manifest = await write(order, client, archive)
    await archive.finish()
    return manifest
  } catch (error) {
    await archive.abandon()
    throw error
  } finally {
    await client?.end().catch(() => undefined)
  }
}

async function write(order: BackupOrder, client: Client, archive: ArchiveWriter): Promise<Manifest> {
  await archive.add(FIRST, Buffer.from('1\n'))
  // Before the snapshot: a chain only grows past its head, so that in the backup too it is never behind.
  const headFile = join(order.dataDir, HEAD)
  const head = existsSync(headFile) ? readFileSync(headFile) : undefined
  const schemas = await schemasOf(client)
  if (schemas.length === 0) throw new BackupRefusal('cơ sở dữ liệu còn trống / the database is empty')
  await openSnapshot(client, schemas)
  const tables: TableCopy[] = []
  for (const table of await tablesOf(client, schemas)) {
    const copy = client.query(copyTo(`copy (select ${columnList(table.columns)} from ${tableName(table)}) to stdout`))
    const section = await archive.addSection(tableSection(table), copy)
    const sums = await countAndSum(client, table)
    tables.push({ ...table, ...sums, sequences: await readSequences(client, table), ...section })
  }
  const { rows } = await client.query<Manifest['migrations'][number] & { postgres: string }>(
    `select schema, number, name, checksum, current_setting('server_version') as postgres
     from live.migration order by schema, number`,
  )
  await client.query('commit')
  const manifest: Manifest = Manifest.parse({
    format: 1,
    version: order.version,
    made_at: new Date().toISOString(),
    postgres: rows[0]?.postgres,
    key: order.seal.fingerprint,
    migrations: rows,
    tables,
    files: await addFiles(order.dataDir, archive, head),
  })
  const text = Buffer.from(JSON.stringify(manifest))
  await archive.add(MANIFEST, text)
  await archive.add(SEAL, Buffer.from(`${order.seal.sign(text)}\n`))
  return manifest
}

/** One view of the database until the commit. The locks keep what is in it from being altered or dropped before its turn. */
async function openSnapshot(client: Client, schemas: readonly string[]): Promise<void> {
  const tables = (await tablesOf(client, schemas)).map(tableName)
  await client.query('set statement_timeout = 0')
  await client.query('begin isolation level repeatable read read only')
  await client.query(`lock table ${tables.join(', ')} in access share mode`)
}

/** The head as it was before the snapshot, and the files after it: a file is on the disk before the row that names it. */
async function addFiles(dataDir: string, archive: ArchiveWriter, head: Buffer | undefined): Promise<FileCopy[]> {
  const files: FileCopy[] = []
  if (head) {
    const section = await archive.addSection(fileSection(0), pieces(head))
    files.push({ path: HEAD, modified: Date.now(), ...section })
  }
  for await (const { path, modified } of filesUnder(dataDir, FILES)) {
    const bytes = await openFile(join(dataDir, path))
    if (!bytes) continue
    files.push({ path, modified, ...(await archive.addSection(fileSection(files.length), bytes)) })
  }
  return files
}

async function* pieces(whole: Buffer): AsyncGenerator<Buffer> {
  yield whole
}
