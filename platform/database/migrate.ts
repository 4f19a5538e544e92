import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './database.ts'

interface Migration {
  readonly number: number
  readonly name: string
  readonly shared: boolean
  readonly sql: string
  readonly checksum: string
}

const FOLDER = join(import.meta.dirname, '../../migrations')

/** The numbered files in order. The first line says where each runs: `--! shared` once, `--! each context` in all. */
export function readMigrations(folder = FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql') && file !== 'schema.sql')
    .sort()
    .map((file) => {
      const parts = /^(\d{6})-([a-z0-9-]+)\.sql$/.exec(file)
      const sql = readFileSync(join(folder, file), 'utf8')
      const where = /^--! (shared|each context)\n/.exec(sql)?.[1]
      if (!parts || !where) throw new Error(`migrations/${file}: the name or the first line is not as it must be`)
      const checksum = createHash('sha256').update(sql).digest('hex')
      return { number: Number(parts[1]), name: parts[2] as string, shared: where === 'shared', sql, checksum }
    })
}

/**
 * Brings every context's schema up to date, forward only, one transaction a step. `owner(schema)` are the owner role's
 * connections with that search_path. Throws when an applied file was changed, or when the database is of a newer version.
 * `upTo` stops a schema at its number: a copy of an older database is put back as it was and brought forward afterwards.
 */
export async function migrate(
  owner: (schema: string) => Database,
  contexts: readonly string[],
  upTo?: ReadonlyMap<string, number>,
): Promise<void> {
  const migrations = readMigrations()
  const live = owner('live')
  for (const schema of new Set(['live', ...contexts])) await live.query(`create schema if not exists ${schema}`)
  await live.query(
    `create table if not exists live.migration (schema text not null, number int not null, name text not null,
       checksum text not null, applied_at timestamptz not null default now(), primary key (schema, number))`,
  )
  for (const schema of ['live', ...contexts.filter((name) => name !== 'live')]) {
    const applied = await live.query<{ number: number; checksum: string }>(
      'select number, checksum from live.migration where schema = $1',
      [schema],
    )
    const newest = Math.max(0, ...applied.map((row) => row.number))
    if (newest > Math.max(...migrations.map((one) => one.number))) {
      throw new Error(`the database stands at migration ${newest}: it is of a newer version than this program`)
    }
    for (const migration of migrations) {
      if (migration.shared && schema !== 'live') continue
      if (upTo && migration.number > (upTo.get(schema) ?? 0)) continue
      const before = applied.find((row) => row.number === migration.number)
      if (!before) await apply(owner(schema), schema, migration)
      else if (before.checksum !== migration.checksum) {
        throw new Error(
          `migration ${migration.number} ${migration.name} was changed after it ran: add a new one instead`,
        )
      }
    }
  }
}

/** The row comes first: of two that start at once, one waits here and then finds it taken. */
async function apply(db: Database, schema: string, migration: Migration): Promise<void> {
  await db.transaction(async (tx) => {
    const mine = await tx.query(
      `insert into live.migration (schema, number, name, checksum) values ($1, $2, $3, $4)
       on conflict do nothing returning number`,
      [schema, migration.number, migration.name, migration.checksum],
    )
    if (mine.length > 0) await tx.query(migration.sql)
  })
}
