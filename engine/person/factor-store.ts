import type { Sql } from '#platform/database'

const time = (at: number): string => new Date(at).toISOString()

export interface FactorRow {
  /** Sealed; null until the first code of the first secret was given. */
  readonly secret: Buffer | null
  /** Sealed; a secret that waits for its first code. */
  readonly next: Buffer | null
  /** Recovery codes that were not used yet. */
  readonly codes: number
}

export async function factorOf(db: Sql, person: string): Promise<FactorRow | undefined> {
  const rows = await db.query<FactorRow>(
    `select f.secret, f.next_secret as next,
       (select count(*)::int from live.recovery_code c where c.person = f.person and c.used_at is null) as codes
     from live.second_factor f where f.person = $1`,
    [person],
  )
  return rows[0]
}

export async function offerFactor(tx: Sql, person: string, sealed: Buffer): Promise<void> {
  await tx.query(
    `insert into live.second_factor (person, next_secret) values ($1, $2)
     on conflict (person) do update set next_secret = excluded.next_secret`,
    [person, sealed],
  )
}

/** Puts the waiting secret in place of the one before; false when another one waits by now. */
export async function confirmFactor(
  tx: Sql,
  person: string,
  sealed: Buffer,
  step: number,
  at: number,
): Promise<boolean> {
  const rows = await tx.query(
    `update live.second_factor set secret = next_secret, next_secret = null, last_step = $3, confirmed_at = $4
     where person = $1 and next_secret = $2 returning person`,
    [person, sealed, step, time(at)],
  )
  return rows.length > 0
}

/** Takes a step's code, once: false for that step and all before it from then on, also for many at once. */
export async function takeStep(tx: Sql, person: string, step: number): Promise<boolean> {
  const rows = await tx.query(
    `update live.second_factor set last_step = $2
     where person = $1 and secret is not null and (last_step is null or last_step < $2) returning person`,
    [person, step],
  )
  return rows.length > 0
}

/** Uses a recovery code up; false when it was used or never was one. */
export async function takeRecoveryCode(tx: Sql, person: string, digest: Buffer, at: number): Promise<boolean> {
  const rows = await tx.query(
    `update live.recovery_code set used_at = $3 where person = $1 and digest = $2 and used_at is null returning person`,
    [person, digest, time(at)],
  )
  return rows.length > 0
}

export async function replaceRecoveryCodes(tx: Sql, person: string, digests: readonly Buffer[]): Promise<void> {
  await tx.query('delete from live.recovery_code where person = $1', [person])
  await tx.query('insert into live.recovery_code (person, digest) select $1, d from unnest($2::bytea[]) as d', [
    person,
    [...digests],
  ])
}

/** Whether there was one. */
export async function removeFactor(tx: Sql, person: string): Promise<boolean> {
  await tx.query('delete from live.recovery_code where person = $1', [person])
  return (await tx.query('delete from live.second_factor where person = $1 returning person', [person])).length > 0
}
