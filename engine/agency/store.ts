import type { Agency } from '#model'
import type { Sql } from '#platform/database'

const COLUMNS = `a.code || '@' || to_char(a.valid_from, 'YYYY-MM-DD') as id, a.code,
  to_char(a.valid_from, 'YYYY-MM-DD') as valid_from, to_char(a.valid_to, 'YYYY-MM-DD') as valid_to,
  a.name, a.short, a.kind, a.parent, a.unit`

/** Rows valid on `day`, in order of code: all of them, or the one of `code`. */
export function valid(db: Sql, day: string, code?: string): Promise<Agency[]> {
  return db.query<Agency>(
    `select ${COLUMNS} from live.agency a
     where a.valid_from <= $1 and (a.valid_to is null or a.valid_to > $1) and ($2::text is null or a.code = $2)
     order by a.code collate "C"`,
    [day, code ?? null],
  )
}

/** Edits of the register stand in a row: two of one agency would both close the same state. */
export async function lockRegister(tx: Sql): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('agency.edit', 0))`)
}

/** The row of `code` without an end. */
export async function lockNewest(tx: Sql, code: string): Promise<Agency | undefined> {
  const rows = await tx.query<Agency>(
    `select ${COLUMNS} from live.agency a where a.code = $1 and a.valid_to is null for update`,
    [code],
  )
  return rows[0]
}

export async function everUsed(db: Sql, code: string): Promise<boolean> {
  return (await db.query('select 1 from live.agency where code = $1 limit 1', [code])).length > 0
}

export async function correct(tx: Sql, agency: Agency): Promise<void> {
  await tx.query('update live.agency set name = $3, short = $4 where code = $1 and valid_from = $2', [
    agency.code,
    agency.valid_from,
    agency.name,
    agency.short,
  ])
}

export async function close(tx: Sql, agency: Agency, day: string): Promise<void> {
  await tx.query('update live.agency set valid_to = $3 where code = $1 and valid_from = $2', [
    agency.code,
    agency.valid_from,
    day,
  ])
}

export async function insert(tx: Sql, agencies: readonly Agency[], only = 'true'): Promise<number> {
  const rows = await tx.query(
    `insert into live.agency (code, valid_from, valid_to, name, short, kind, parent, unit)
     select x.code, x.valid_from, x.valid_to, x.name, x.short, x.kind, x.parent, x.unit
     from jsonb_to_recordset($1) as x (code text, valid_from date, valid_to date, name text, short text, kind text,
       parent text, unit text)
     where ${only} on conflict (code, valid_from) do nothing returning code`,
    [JSON.stringify(agencies)],
  )
  return rows.length
}

/** Inserts the rows of codes that the register has never held: what followed a seeded state is the register's to say. */
export function insertMissing(db: Sql, agencies: readonly Agency[]): Promise<number> {
  return insert(db, agencies, 'not exists (select 1 from live.agency a where a.code = x.code)')
}

export async function rename(tx: Sql, predecessor: string, successor: string, since: string): Promise<void> {
  await tx.query('insert into live.agency_rename (predecessor, successor, since) values ($1, $2, $3)', [
    predecessor,
    successor,
    since,
  ])
}

/** From `day` on, the agencies below `from` stand below `to`. */
export async function adopt(tx: Sql, from: string, to: string, day: string): Promise<void> {
  await tx.query('update live.agency set parent = $2 where parent = $1 and valid_to is null and valid_from >= $3', [
    from,
    to,
    day,
  ])
  await tx.query(
    `with ended as (
       update live.agency set valid_to = $3 where parent = $1 and valid_to is null and valid_from < $3
       returning code, name, short, kind, unit)
     insert into live.agency (code, valid_from, name, short, kind, parent, unit)
     select code, $3, name, short, kind, $2, unit from ended`,
    [from, to, day],
  )
}

/** For each code asked for, every code linked to it by renames, and whether an open row carries it. */
export function lineage(db: Sql, codes: readonly string[]): Promise<{ root: string; code: string; open: boolean }[]> {
  return db.query(
    `with recursive line (root, code) as (
       select c, c from unnest($1::text[]) as c
       union
       select l.root, case when r.predecessor = l.code then r.successor else r.predecessor end
       from line l join live.agency_rename r on l.code in (r.predecessor, r.successor))
     select l.root, l.code, exists (select 1 from live.agency a where a.code = l.code and a.valid_to is null) as open
     from line l`,
    [[...codes]],
  )
}
