import type { Person } from '#model'
import type { Sql } from '#platform/database'
import type { SignInState } from './sign-in-step.ts'
import { GRANTS } from './store.ts'

const time = (at: number): string => new Date(at).toISOString()
const epoch = (column: string): string => `extract(epoch from ${column})::float8 * 1000`

/** Opens a session while the person is active with that very password hash; false when that has just changed. */
export async function insertSession(
  tx: Sql,
  session: {
    digest: Buffer
    person: string
    hash: string
    context: string
    at: number
    expires: number
    outside: boolean
  },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into live.session (digest, person, context, created_at, seen_at, expires_at, outside)
     select $1, p.id, $4, $5, $5, $6, $7 from live.person p
     where p.id = $2 and p.state = 'active' and p.password_hash = $3 for share of p returning digest`,
    [
      session.digest,
      session.person,
      session.hash,
      session.context,
      time(session.at),
      time(session.expires),
      session.outside,
    ],
  )
  return rows.length > 0
}

/** Opens a session of an active person whom an identity provider vouched for; `second` when it asked for two factors. */
export async function insertLinkedSession(
  tx: Sql,
  session: { digest: Buffer; person: string; at: number; expires: number; outside: boolean; second: boolean },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into live.session (digest, person, context, created_at, seen_at, expires_at, outside, second)
     select $1, p.id, 'live', $3, $3, $4, $5, $6 from live.person p
     where p.id = $2 and p.state = 'active' and not p.demo for share of p returning digest`,
    [session.digest, session.person, time(session.at), time(session.expires), session.outside, session.second],
  )
  return rows.length > 0
}

/** Ends an open session and puts one in its place in which the second factor was given; false when it was not open. */
export async function finishSession(
  tx: Sql,
  session: { from: Buffer; to: Buffer; at: number; expires: number },
): Promise<boolean> {
  const rows = await tx.query(
    `with ended as (
       update live.session s set revoked_at = $3 from live.person p
       where s.digest = $1 and s.revoked_at is null and s.expires_at > $3 and p.id = s.person and p.state = 'active'
       returning s.person, s.context, s.outside)
     insert into live.session (digest, person, context, created_at, seen_at, expires_at, outside, second)
     select $2, person, context, $3, $3, $4, outside, true from ended returning digest`,
    [session.from, session.to, time(session.at), time(session.expires)],
  )
  return rows.length > 0
}

export interface SessionRow extends SignInState {
  readonly person: string
  readonly name: string
  readonly context: string
  /** Epoch ms. */
  readonly created: number
  readonly seen: number
}

/** The open session of an active person, seen after `idle` and not expired at `now` (epoch ms). */
export async function openSession(db: Sql, digest: Buffer, now: number, idle: number): Promise<SessionRow | undefined> {
  const rows = await db.query<SessionRow>(
    `select p.id as person, p.name, p.demo, s.context, s.second, s.outside, ${epoch('s.created_at')} as created,
       ${epoch('s.seen_at')} as seen, case when p.password_hash is not null then ${epoch('p.password_at')} end as "passwordAt",
       exists (select 1 from live.second_factor f where f.person = p.id and f.secret is not null) as factor,
       ${GRANTS} as grants
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

/** Ends every session of a person, but the one with digest `keep`; answers how many were open. */
export async function revokeSessions(tx: Sql, person: Person['id'], at: number, keep?: Buffer): Promise<number> {
  const rows = await tx.query(
    `update live.session set revoked_at = $2
     where person = $1 and revoked_at is null and ($3::bytea is null or digest <> $3) returning digest`,
    [person, time(at), keep ?? null],
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
