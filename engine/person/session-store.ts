import type { Grant, Person } from '#model'
import type { Sql } from '#platform/database'

const time = (at: number): string => new Date(at).toISOString()

/** Opens a session while the person is active with that very password hash; false when that has just changed. */
export async function insertSession(
  tx: Sql,
  session: { digest: Buffer; person: string; hash: string; context: string; at: number; expires: number },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into live.session (digest, person, context, created_at, seen_at, expires_at)
     select $1, p.id, $4, $5, $5, $6 from live.person p
     where p.id = $2 and p.state = 'active' and p.password_hash = $3 for share of p returning digest`,
    [session.digest, session.person, session.hash, session.context, time(session.at), time(session.expires)],
  )
  return rows.length > 0
}

export interface SessionRow {
  readonly person: string
  readonly name: string
  readonly demo: boolean
  readonly context: string
  /** Epoch ms. */
  readonly seen: number
  readonly grants: readonly Grant[]
}

/** The open session of an active person, seen after `idle` and not expired at `now` (epoch ms). */
export async function openSession(db: Sql, digest: Buffer, now: number, idle: number): Promise<SessionRow | undefined> {
  const rows = await db.query<SessionRow>(
    `select p.id as person, p.name, p.demo, s.context, extract(epoch from s.seen_at)::float8 * 1000 as seen,
       coalesce((select jsonb_agg(to_jsonb(g) - 'person') from live.person_grant g where g.person = p.id), '[]') as grants
     from live.session s join live.person p on p.id = s.person
     where s.digest = $1 and s.revoked_at is null and s.expires_at > $2 and s.seen_at > $3 and p.state = 'active'`,
    [digest, time(now), time(idle)],
  )
  return rows[0]
}

export async function touchSession(db: Sql, digest: Buffer, at: number): Promise<void> {
  await db.query('update live.session set seen_at = $2 where digest = $1 and seen_at < $2', [digest, time(at)])
}

/** The person whose session ended just now, or undefined when it was not open. */
export async function revokeSession(tx: Sql, digest: Buffer, at: number): Promise<string | undefined> {
  const rows = await tx.query<{ person: string }>(
    'update live.session set revoked_at = $2 where digest = $1 and revoked_at is null returning person',
    [digest, time(at)],
  )
  return rows[0]?.person
}

/** Ends every session of a person; answers how many were open. */
export async function revokeSessions(tx: Sql, person: Person['id'], at: number): Promise<number> {
  const rows = await tx.query(
    'update live.session set revoked_at = $2 where person = $1 and revoked_at is null returning digest',
    [person, time(at)],
  )
  return rows.length
}

/** One try at a time per login and per address, until the end of the transaction. */
export async function lockKeys(tx: Sql, keys: readonly Buffer[]): Promise<void> {
  for (const key of keys) {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('sign-in:' || encode($1, 'hex'), 0))`, [key])
  }
}

/** Failures after `since` per key, the newest `most` of them, and the oldest of those (epoch ms). Older ones are deleted. */
export async function countFailures(
  tx: Sql,
  keys: readonly Buffer[],
  since: number,
  most: number,
): Promise<{ tries: number; oldest: number }[]> {
  await tx.query('delete from live.sign_in_failure where at <= $1', [time(since)])
  return tx.query(
    `select count(*)::int as tries, coalesce(extract(epoch from min(f.at))::float8 * 1000, 0) as oldest
     from unnest($1::bytea[]) as k (key)
       cross join lateral (select at from live.sign_in_failure where key = k.key order by at desc limit $2) f
     group by k.key`,
    [[...keys], most],
  )
}

export async function insertFailures(tx: Sql, keys: readonly Buffer[], at: number): Promise<void> {
  await tx.query('insert into live.sign_in_failure (key, at) select k, $2 from unnest($1::bytea[]) as k', [
    [...keys],
    time(at),
  ])
}

/** Takes one failure of that moment back per key. */
export async function removeFailures(tx: Sql, tried: { keys: readonly Buffer[]; at: number }): Promise<void> {
  await tx.query(
    `delete from live.sign_in_failure where ctid = any (array(
       select (select f.ctid from live.sign_in_failure f where f.key = k and f.at = $2 limit 1)
       from unnest($1::bytea[]) as k))`,
    [[...tried.keys], time(tried.at)],
  )
}

export async function selectSignInKey(db: Sql): Promise<Buffer | undefined> {
  return (await db.query<{ sealed: Buffer }>('select sealed from live.sign_in_key'))[0]?.sealed
}

/** Puts the key in place of `old` (null = of none); answers the one that stands, which may be another process's. */
export async function replaceSignInKey(db: Sql, old: Buffer | null, sealed: Buffer): Promise<Buffer> {
  const rows = await db.query<{ sealed: Buffer }>(
    `insert into live.sign_in_key as k (sealed) values ($2)
     on conflict (one) do update set sealed = case when k.sealed = $1 then excluded.sealed else k.sealed end
     returning sealed`,
    [old, sealed],
  )
  return rows[0]?.sealed ?? sealed
}
