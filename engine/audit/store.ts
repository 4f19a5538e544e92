import type { AuditEntry } from '#model'
import type { Sql } from '#platform/database'
import type { ChainedRow } from './canonical.ts'

const CHAINED = `a.id::text as id, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  a.actor_kind, a.actor, a.act, a.subject, a.detail`

export async function insert(
  tx: Sql,
  row: { at: number; actorKind: string; actor: string; act: string; subject: string; detail: string },
): Promise<void> {
  await tx.query('insert into audit (at, actor_kind, actor, act, subject, detail) values ($1, $2, $3, $4, $5, $6)', [
    new Date(row.at).toISOString(),
    row.actorKind,
    row.actor,
    row.act,
    row.subject,
    row.detail,
  ])
}

export interface EntryFilter {
  readonly act?: string | undefined
  readonly actor?: string | undefined
  /** RFC 3339, inclusive. */
  readonly from?: string | undefined
  /** RFC 3339, exclusive. */
  readonly to?: string | undefined
}

/** Entries newest first, those with an id below `before`. Without a scope: the rows carry no agency (see routes.ts). */
export function entries(db: Sql, filter: EntryFilter, before: string, limit: number): Promise<AuditEntry[]> {
  const values: unknown[] = [before]
  const put = (value: unknown): string => `$${values.push(value)}`
  const terms = ['a.id < $1']
  if (filter.act !== undefined) terms.push(`a.act = ${put(filter.act)}`)
  if (filter.actor !== undefined) terms.push(`a.actor = ${put(filter.actor)}`)
  if (filter.from !== undefined) terms.push(`a.at >= ${put(filter.from)}`)
  if (filter.to !== undefined) terms.push(`a.at < ${put(filter.to)}`)
  return db.query<AuditEntry>(
    `select ${CHAINED}, s.seq is not null as sealed from audit a left join audit_seal s on s.audit = a.id
     where ${terms.join(' and ')} order by a.id desc limit ${put(limit)}`,
    values,
  )
}

/** One sealer per context, until the end of the transaction; false = another one is at work. */
export async function lockChain(tx: Sql): Promise<boolean> {
  const [row] = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('audit.seal:' || current_schema(), 0)) as mine`,
  )
  return row?.mine === true
}

export interface SealRow {
  readonly seq: string
  readonly hash: Buffer
}

export async function lastSeal(db: Sql): Promise<SealRow | undefined> {
  return (await db.query<SealRow>('select s.seq::text as seq, s.hash from audit_seal s order by s.seq desc limit 1'))[0]
}

export async function sealAt(db: Sql, seq: string): Promise<SealRow | undefined> {
  return (await db.query<SealRow>('select seq::text as seq, hash from audit_seal where seq = $1', [seq]))[0]
}

/**
 * A row that nothing running can still precede. Snapshots span all databases of a server, so another program's long
 * transaction holds the chain up. A number ahead of this server's comes from a restored copy of another one.
 */
const SETTLED = `(a.txid < pg_snapshot_xmin(pg_current_snapshot()) or a.txid >= pg_snapshot_xmax(pg_current_snapshot()))`

/** How many of the newest seals say where to look for rows without one. */
const LOOK_BACK = 1000

/** Settled rows without a seal, in the order of the chain; `all` looks through the whole trail, not its newest part. */
export function unsealed(db: Sql, all: boolean, limit: number): Promise<ChainedRow[]> {
  return db.query<ChainedRow>(
    `with newest as (select s.audit from audit_seal s order by s.seq desc limit ${LOOK_BACK})
     select ${CHAINED} from audit a
     where a.id > (select case when $1 or count(*) < ${LOOK_BACK} then 0 else min(audit) end from newest)
       and ${SETTLED} and not exists (select 1 from audit_seal s where s.audit = a.id)
     order by a.txid, a.id limit $2`,
    [all, limit],
  )
}

export async function insertSeals(
  tx: Sql,
  seals: readonly { seq: bigint; audit: string; hash: Buffer }[],
): Promise<void> {
  await tx.query(
    `insert into audit_seal (seq, audit, hash)
     select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
    [seals.map((seal) => String(seal.seq)), seals.map((seal) => seal.audit), seals.map((seal) => seal.hash)],
  )
}

export interface SealedRow extends Omit<ChainedRow, 'id'> {
  readonly seq: string
  readonly audit: string
  readonly hash: Buffer
  /** Null when the row that the seal stands for is gone. */
  readonly id: string | null
}

/** Seals after `seq` with their rows, in order. */
export function sealedAfter(db: Sql, seq: string, limit: number): Promise<SealedRow[]> {
  return db.query<SealedRow>(
    `select s.seq::text as seq, s.audit::text as audit, s.hash, ${CHAINED}
     from (select * from audit_seal where seq > $1 order by seq limit $2) s left join audit a on a.id = s.audit
     order by s.seq`,
    [seq, limit],
  )
}

/** Rows without a seal: how many, and of the settled ones older than `before` (RFC 3339) the first one's id and the number. */
export async function countUnsealed(
  db: Sql,
  before: string | null,
): Promise<{ unsealed: number; old: number; first: string | null }> {
  const [row] = await db.query<{ unsealed: number; old: number; first: string | null }>(
    `select count(*)::int as unsealed, (count(*) filter (where a.at < $1 and ${SETTLED}))::int as old,
       (min(a.id) filter (where a.at < $1 and ${SETTLED}))::text as first
     from audit a where not exists (select 1 from audit_seal s where s.audit = a.id)`,
    [before],
  )
  return row ?? { unsealed: 0, old: 0, first: null }
}

/** The head file is one for all contexts and processes: who writes it holds this, until the end of the transaction. */
export async function lockHeadFile(tx: Sql): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('audit.head', 0))`)
}
