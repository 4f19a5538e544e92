import { type Client, escapeIdentifier, escapeLiteral } from 'pg'
import type { TableCopy } from './manifest.ts'

export type Table = Pick<TableCopy, 'schema' | 'name' | 'columns' | 'months'>

export function tableName(table: Pick<Table, 'schema' | 'name'>): string {
  return `${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)}`
}

export function columnList(columns: readonly string[]): string {
  return columns.map((column) => escapeIdentifier(column)).join(', ')
}

/** The schemas that the migrations have made; none in a database that was never prepared. */
export async function schemasOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>(`select to_regclass('live.migration') is not null as there`)
  if (!rows[0]?.there) return []
  return (await client.query<{ schema: string }>('select distinct schema from live.migration order by 1')).rows.map(
    (row) => row.schema,
  )
}

/**
 * All tables of these schemas that exist. Without what the server makes itself (generated columns), and without numbers
 * of transactions (xid8): they belong to one server, and the default gives each row one of the new server's.
 */
export async function tablesOf(client: Client, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<{ schema: string; name: string; columns: string[]; parts: string[] }>(
    `select n.nspname::text as schema, c.relname::text as name,
       array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
         and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype order by a.attnum) as columns,
       array(select p.relname::text from pg_inherits i join pg_class p on p.oid = i.inhrelid
         where i.inhparent = c.oid order by p.relname) as parts
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition order by 1, 2`,
    [schemas],
  )
  return rows.map(({ parts, ...table }) => ({ ...table, months: parts.map((part) => monthOf(table.name, part)) }))
}

function monthOf(table: string, partition: string): string {
  const [, year, month] = /^_(\d{4})_(\d{2})$/.exec(partition.slice(table.length)) ?? []
  if (year === undefined) throw new Error(`${partition} is no monthly partition of ${table}`)
  return `${year}-${month}`
}

export async function countAndSum(client: Client, table: Table): Promise<{ rows: string; checksum: string }> {
  const text = `row(${columnList(table.columns)})::text`
  const { rows } = await client.query<{ rows: string; checksum: string }>(
    `select count(*)::text as rows, coalesce(sum(('x' || encode(substr(sha256(convert_to(${text}, 'UTF8')), 1, 8),
       'hex'))::bit(64)::bigint), 0)::text as checksum from ${tableName(table)}`,
  )
  return rows[0] as { rows: string; checksum: string }
}

/** Identity columns and the sequences behind them. */
async function identities(client: Client, table: Table): Promise<{ column: string; sequence: string }[]> {
  const { rows } = await client.query<{ column: string; sequence: string }>(
    `select attname::text as column, pg_get_serial_sequence($1, attname) as sequence from pg_attribute
     where attrelid = $1::regclass and attidentity <> '' and not attisdropped order by attnum`,
    [tableName(table)],
  )
  return rows
}

/** Sequences do not wait for transactions: what is read here is never behind the snapshot. */
export async function readSequences(client: Client, table: Table): Promise<TableCopy['sequences']> {
  const found: TableCopy['sequences'] = []
  for (const { column, sequence } of await identities(client, table)) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${sequence}`,
    )
    found.push({ column, ...(rows[0] as { last: string; called: boolean }) })
  }
  return found
}

export async function setSequences(client: Client, table: TableCopy): Promise<void> {
  for (const { column, sequence } of await identities(client, table)) {
    const kept = table.sequences.find((one) => one.column === column)
    if (kept) await client.query('select setval($1, $2, $3)', [sequence, kept.last, kept.called])
  }
}

/** Takes foreign keys and triggers away from empty tables for the time of the COPY; answers what puts them back. */
export async function loosen(client: Client, tables: readonly Table[]): Promise<() => Promise<void>> {
  const back: string[] = []
  for (const table of tables) {
    const name = tableName(table)
    const { rows } = await client.query<{ name: string; definition: string }>(
      `select conname::text as name, pg_get_constraintdef(oid) as definition from pg_constraint
       where conrelid = $1::regclass and contype = 'f' and conparentid = 0`,
      [name],
    )
    for (const key of rows) {
      await client.query(`alter table ${name} drop constraint ${escapeIdentifier(key.name)}`)
      back.push(`alter table ${name} add constraint ${escapeIdentifier(key.name)} ${key.definition}`)
    }
    await client.query(`alter table ${name} disable trigger user`)
    back.push(`alter table ${name} enable trigger user`)
  }
  return async () => {
    for (const statement of back) await client.query(statement)
  }
}

/** The first table, other than that of the migrations, that holds a row. */
export async function firstFilled(client: Client, schemas: readonly string[]): Promise<string | undefined> {
  for (const table of await tablesOf(client, schemas)) {
    if (table.name === 'migration') continue
    const { rows } = await client.query<{ filled: boolean }>(
      `select exists (select from ${tableName(table)}) as filled`,
    )
    if (rows[0]?.filled) return `${table.schema}.${table.name}`
  }
  return undefined
}

/** Connections of a centre or of one of its commands to this database, other than this one. */
export async function othersConnected(client: Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = ${escapeLiteral('serepok')}`,
  )
  return rows[0]?.n ?? 0
}
