import type { Sql } from '#platform/database'

const time = (at: number): string => new Date(at).toISOString()

/** Keeps what is expected back, and forgets what has expired. */
export async function insertFlow(tx: Sql, digest: Buffer, sealed: Buffer, at: number, expires: number): Promise<void> {
  await tx.query('delete from live.oidc_flow where expires_at <= $1', [time(at)])
  await tx.query('insert into live.oidc_flow (digest, sealed, expires_at) values ($1, $2, $3)', [
    digest,
    sealed,
    time(expires),
  ])
}

/** Takes it out: what comes back, comes back once. */
export async function takeFlow(db: Sql, digest: Buffer, at: number): Promise<Buffer | undefined> {
  const rows = await db.query<{ sealed: Buffer }>(
    'delete from live.oidc_flow where digest = $1 and expires_at > $2 returning sealed',
    [digest, time(at)],
  )
  return rows[0]?.sealed
}

export async function personOfIdentity(db: Sql, issuer: string, subject: string): Promise<string | undefined> {
  const rows = await db.query<{ person: string }>(
    'select person from live.person_identity where issuer = $1 and subject = $2',
    [issuer, subject],
  )
  return rows[0]?.person
}

/** False when the identity is somebody's, or the person has another one of that issuer. */
export async function insertIdentity(
  tx: Sql,
  identity: { issuer: string; subject: string; person: string; at: number },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into live.person_identity (issuer, subject, person, linked_at) values ($1, $2, $3, $4)
     on conflict do nothing returning person`,
    [identity.issuer, identity.subject, identity.person, time(identity.at)],
  )
  return rows.length > 0
}

export async function removeIdentities(tx: Sql, person: string): Promise<void> {
  await tx.query('delete from live.person_identity where person = $1', [person])
}
