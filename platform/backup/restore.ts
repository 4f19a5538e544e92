import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DatabaseGround, readMigrations } from '#platform/database'
import type { BackupSeal } from '#platform/secret'
import type { Client } from 'pg'
import { checkArchive } from './check-archive.ts'
import { type FilesBack, filesBack, firstFile } from './files.ts'
import { type FileCopy, type Manifest, fileSection, tableSection } from './manifest.ts'
import { readArchive } from './read-archive.ts'
import { BackupRefusal } from './refusal.ts'
import { countAndSum, firstFilled, loosen, othersConnected, schemasOf, setSequences } from './store.ts'
import { type TableFiller, fillTables } from './fill-tables.ts'

export interface RestoreOrder {
  readonly file: string
  readonly dataDir: string
  readonly key: { readonly file: string; readonly seal: BackupSeal | undefined }
  /** Opened only once the backup has proved whole. */
  openGround(): Promise<DatabaseGround>
  /** Every context that an instance may have: none of them may hold anything. */
  readonly contexts: readonly string[]
  /** What is still to be done in the restored instance, before its ground is closed. */
  settle(ground: DatabaseGround, manifest: Manifest): Promise<void>
}

/**
 * Puts a backup into an empty and stopped instance: as it was, all or nothing, counted and summed again, and then brought
 * forward to this program's migrations. Throws BackupRefusal with nothing changed that would look like an instance.
 */
export async function restore(order: RestoreOrder): Promise<Manifest> {
  if (!existsSync(order.file)) throw new BackupRefusal(`${order.file}: không có tệp này / there is no such file`)
  const manifest = await checkArchive(order.file, order.key)
  checkMigrations(manifest)
  const file = await firstFile(order.dataDir)
  if (file !== undefined) throw notEmpty(file)
  const ground = await order.openGround()
  try {
    const numbers = numbersOf(manifest)
    const client = await ground.connect('live', 'owner')
    try {
      const schemas = [...new Set([...order.contexts, ...numbers.keys(), ...(await schemasOf(client))])]
      await checkDatabase(client, schemas)
      await ground.clear(schemas)
      await ground.prepare([...numbers.keys()], numbers)
      for (const { schema, name, months } of manifest.tables) await ground.ensurePartitions(schema, name, months)
      await bring(order, manifest, client)
    } finally {
      await client.end().catch(() => undefined)
    }
    await ground.prepare([...numbers.keys()])
    await order.settle(ground, manifest)
    return manifest
  } finally {
    await ground.close()
  }
}

/** Everything of the backup in one transaction; the files are in their places before it commits. */
async function bring(order: RestoreOrder, manifest: Manifest, client: Client): Promise<void> {
  const files = await filesBack(order.dataDir, manifest.files)
  try {
    await client.query('set statement_timeout = 0')
    await client.query('begin')
    // A centre that is started now waits here, and finds a whole database or an empty one.
    await client.query('lock table live.migration in access exclusive mode')
    const filled = await firstFilled(client, [...numbersOf(manifest).keys()])
    if (filled !== undefined) throw notEmpty(filled)
    await client.query('delete from live.migration')
    const tighten = await loosen(client, manifest.tables)
    await read(order.file, manifest, fillTables(client, manifest.tables), files)
    await tighten()
    for (const table of manifest.tables) {
      await setSequences(client, table)
      const { rows, checksum } = await countAndSum(client, table)
      if (rows === table.rows && checksum === table.checksum) continue
      const name = `${table.schema}.${table.name}`
      throw new BackupRefusal(
        `${name}: ${rows} dòng, bản sao lưu có ${table.rows}, hoặc khác nội dung / ` +
          `${rows} rows where the backup has ${table.rows}, or other contents`,
      )
    }
    await files.place()
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    await files.undo()
    throw error
  }
  // Not undone when it fails: an answer that is lost does not say that the commit was.
  await client.query('commit')
  await files.settle()
  await client.query('analyze')
}

/** Hands each entry to its table or its file. */
async function read(file: string, manifest: Manifest, tables: TableFiller, files: FilesBack): Promise<void> {
  const tableOf = new Map(manifest.tables.map((table) => [tableSection(table), table]))
  const fileOf = new Map<string, FileCopy>(manifest.files.map((one, index) => [fileSection(index), one]))
  for await (const { name, body } of readArchive(file)) {
    const section = name.replace(/\/\d+$/, '')
    const table = tableOf.get(section)
    const one = fileOf.get(section)
    if (table) await tables.write(table, body)
    else if (one) await files.write(one, body)
  }
  await tables.finish()
}

/** The number at which each schema stands. */
function numbersOf(manifest: Manifest): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { schema, number } of manifest.migrations) {
    numbers.set(schema, Math.max(number, numbers.get(schema) ?? 0))
  }
  return numbers
}

/** This program must know every step that the database had taken, and know it as it was. */
function checkMigrations(manifest: Manifest): void {
  const known = new Map(readMigrations().map((one) => [one.number, one.checksum]))
  for (const { number, name, checksum } of manifest.migrations) {
    if (known.get(number) === checksum) continue
    throw new BackupRefusal(
      `bản sao lưu của Serepok ${manifest.version} có bước ${number} ${name} mà bản này không có: dùng bản mới hơn / ` +
        `the backup of Serepok ${manifest.version} has step ${number} ${name} that this version has not: use a newer one`,
    )
  }
}

async function checkDatabase(client: Client, schemas: readonly string[]): Promise<void> {
  // Those who have just left are given a moment to be gone.
  for (let look = 0; (await othersConnected(client)) > 0; look += 1) {
    if (look === 20) {
      throw new BackupRefusal('trung tâm đang chạy: dừng nó trước / the centre is running: stop it first')
    }
    await sleep(50)
  }
  const filled = await firstFilled(client, schemas)
  if (filled !== undefined) throw notEmpty(filled)
}

function notEmpty(what: string): BackupRefusal {
  return new BackupRefusal(
    `nơi phục hồi phải trống, mà đã có ${what} / the instance to restore into must be empty, and there is ${what}`,
  )
}
