import type { QuarantineReason, QuarantinedMessage, QuarantineState } from '#model'
import type { Sql } from '#platform/database'

const iso = (at: number): string => new Date(at).toISOString()

export interface NewQuarantined {
  readonly receivedAt: number
  readonly reason: string
  readonly detail: string
  readonly origin: string | null
  readonly size: number
  readonly sealed: Buffer
  readonly digest: Buffer
}

/** Takes the source's row before any of its messages', so that those who change them wait for one another in one order. */
export async function lockSource(tx: Sql, source: string): Promise<void> {
  await tx.query('select 1 from source where id = $1 for update', [source])
}

/**
 * Keeps unreadable parts; the same part again is kept once. One that was replayed and comes again unreadable waits
 * again; one that was dismissed stays so. Parts must have distinct digests.
 */
export async function insertQuarantined(tx: Sql, source: string, parts: readonly NewQuarantined[]): Promise<void> {
  if (parts.length === 0) return
  const column = <Name extends keyof NewQuarantined>(name: Name): NewQuarantined[Name][] =>
    parts.map((part) => part[name])
  await tx.query(
    `with kept as (
       insert into quarantine (source, received_at, reason, detail, origin, size, bytes, digest)
       select $1, x.at, x.reason, x.detail, x.origin, x.size, x.bytes, x.digest
       from unnest($2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::int[], $7::bytea[], $8::bytea[])
         as x (at, reason, detail, origin, size, bytes, digest)
       on conflict (source, digest) do update set state = 'waiting', reason = excluded.reason,
         detail = excluded.detail, settled_at = null, settled_by = null where quarantine.state = 'replayed'
       returning 1)
     update source set quarantined = quarantined + (select count(*) from kept) where id = $1`,
    [
      source,
      column('receivedAt').map(iso),
      column('reason'),
      column('detail'),
      column('origin'),
      column('size'),
      column('sealed'),
      column('digest'),
    ],
  )
}

/** The one who settled it is a person or a machine's token; both live in `live`. */
const SHOWN = `q.id, q.source, q.received_at, q.reason, q.detail, q.size as bytes, q.origin, q.state, q.tries, q.tried_at,
  q.settled_at, coalesce(p.name, t.name, q.settled_by) as settled_by, q.verdict, q.note`
const OF = `quarantine q left join live.person p on p.id::text = q.settled_by
  left join live.token t on t.id::text = q.settled_by`
type Row = { [Key in keyof QuarantinedMessage]: Key extends 'id' | `${string}_at` ? number : QuarantinedMessage[Key] }

const time = (at: number | null): string | null => (at === null ? null : iso(at))
function shown(row: Row): QuarantinedMessage {
  return {
    ...row,
    id: String(row.id),
    received_at: iso(row.received_at),
    tried_at: time(row.tried_at),
    settled_at: time(row.settled_at),
  }
}

/** Newest first, before the id `before`. */
export async function selectQuarantined(
  db: Sql,
  source: string,
  filter: { state?: QuarantineState | undefined; reason?: string | undefined },
  before: number,
  limit: number,
): Promise<QuarantinedMessage[]> {
  const rows = await db.query<Row>(
    `select ${SHOWN} from ${OF} where q.source = $1 and q.id < $2 and ($4::text is null or q.state = $4)
       and ($5::text is null or q.reason = $5) order by q.id desc limit $3`,
    [source, before, limit, filter.state ?? null, filter.reason ?? null],
  )
  return rows.map(shown)
}

/** One message with its sealed bytes. */
export async function selectMessage(
  db: Sql,
  source: string,
  id: number,
): Promise<{ message: QuarantinedMessage; sealed: Buffer } | undefined> {
  const [row] = await db.query<Row & { sealed: Buffer }>(
    `select ${SHOWN}, q.bytes as sealed from ${OF} where q.source = $1 and q.id = $2`,
    [source, id],
  )
  if (!row) return undefined
  const { sealed, ...rest } = row
  return { message: shown(rest as Row), sealed }
}

/** The mistakes of what waits, the newest first: how many, and what the newest says. */
export async function selectReasons(db: Sql, source: string): Promise<QuarantineReason[]> {
  const rows = await db.query<Omit<QuarantineReason, 'newest_at'> & { newest_at: number }>(
    `select g.reason as id, g.reason, g.count::int as count, q.received_at as newest_at, q.detail, q.origin
     from (select reason, count(*) as count, max(id) as newest from quarantine
       where source = $1 and state = 'waiting' group by reason) g
     join quarantine q on q.id = g.newest order by q.id desc`,
    [source],
  )
  return rows.map((row) => ({ ...row, newest_at: iso(row.newest_at) }))
}

export interface WaitingMessage {
  readonly id: number
  readonly received_at: number
  readonly detail: string
  readonly origin: string | null
  readonly bytes: Buffer
}

/** The oldest that waits after the id `after`, up to `last`: of one reason, or one message alone. */
export async function selectNext(
  db: Sql,
  of: { source: string; reason: string | null; message: number | null; last: number },
  after: number,
): Promise<WaitingMessage | undefined> {
  const [row] = await db.query<WaitingMessage>(
    `select id, received_at, detail, origin, bytes from quarantine
     where source = $1 and state = 'waiting' and id > $2 and id <= $3 and ($4::text is null or reason = $4)
       and ($5::bigint is null or id = $5) order by id limit 1`,
    [of.source, after, of.last, of.reason, of.message],
  )
  return row
}

/** Everything in it is stored. A message that a person settled meanwhile stays as it is. */
export async function setReplayed(tx: Sql, source: string, id: number, by: string, at: number): Promise<void> {
  await tx.query(
    `with done as (
       update quarantine set state = 'replayed', settled_at = $3, settled_by = $4, tries = tries + 1, tried_at = $3
       where id = $2 and source = $1 and state = 'waiting' returning 1)
     update source set quarantined = quarantined - (select count(*) from done) where id = $1`,
    [source, id, iso(at), by],
  )
}

export async function setStill(
  tx: Sql,
  id: number,
  fresh: { reason: string; detail: string },
  at: number,
): Promise<void> {
  await tx.query(
    `update quarantine set reason = $2, detail = $3, tries = tries + 1, tried_at = $4 where id = $1 and state = 'waiting'`,
    [id, fresh.reason, fresh.detail, iso(at)],
  )
}

/** Dismisses what waits: one message, or all of a reason. Answers how many. */
export async function setDismissed(
  tx: Sql,
  source: string,
  of: { message: number } | { reason: string },
  word: { verdict: string; note: string },
  by: string,
  at: number,
): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `with done as (
       update quarantine set state = 'dismissed', settled_at = $4, settled_by = $5, verdict = $6, note = $7
       where source = $1 and state = 'waiting' and ($2::bigint is null or id = $2) and ($3::text is null or reason = $3)
       returning 1),
     counted as (update source set quarantined = quarantined - (select count(*) from done) where id = $1)
     select count(*) as n from done`,
    [
      source,
      'message' in of ? of.message : null,
      'reason' in of ? of.reason : null,
      iso(at),
      by,
      word.verdict,
      word.note,
    ],
  )
  return Number(row?.n ?? 0)
}

/** Takes a dismissal back: one message, or all that were dismissed at one moment. Answers how many. */
export async function setWaiting(tx: Sql, source: string, of: { message: number } | { at: number }): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `with done as (
       update quarantine set state = 'waiting', settled_at = null, settled_by = null, verdict = null, note = null
       where source = $1 and state = 'dismissed' and ($2::bigint is null or id = $2)
         and ($3::timestamptz is null or settled_at = $3) returning 1),
     counted as (update source set quarantined = quarantined + (select count(*) from done) where id = $1)
     select count(*) as n from done`,
    [source, 'message' in of ? of.message : null, 'at' in of ? iso(of.at) : null],
  )
  return Number(row?.n ?? 0)
}
