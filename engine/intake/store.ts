import type { Sql } from '#platform/database'

export async function selectAnswer(
  db: Sql,
  caller: string,
  key: string,
): Promise<{ digest: Buffer; answer: unknown } | undefined> {
  const rows = await db.query<{ digest: Buffer; answer: unknown }>(
    'select digest, answer from idempotency where caller = $1 and key = $2',
    [caller, key],
  )
  return rows[0]
}

export async function insertAnswer(
  db: Sql,
  caller: string,
  key: string,
  digest: Buffer,
  answer: unknown,
  at: number,
): Promise<void> {
  await db.query(
    `insert into idempotency (caller, key, digest, answer, at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [caller, key, digest, JSON.stringify(answer), new Date(at).toISOString()],
  )
}
