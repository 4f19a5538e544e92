import type { Sql } from '#platform/database'

export interface Due {
  readonly kind: string
  readonly key: string
  /** Epoch ms in the context's own time. */
  readonly at: number
}

const iso = (at: number): string => new Date(at).toISOString()

/** Sets deadlines; one that stands is moved, later or earlier. */
export async function setDue(db: Sql, deadlines: readonly Due[]): Promise<void> {
  if (deadlines.length === 0) return
  await db.query(
    `insert into due (kind, key, at) select * from unnest($1::text[], $2::text[], $3::timestamptz[])
     on conflict (kind, key) do update set at = excluded.at`,
    [deadlines.map((due) => due.kind), deadlines.map((due) => due.key), deadlines.map((due) => iso(due.at))],
  )
}

export function selectDue(db: Sql, kind: string, now: number, limit: number): Promise<Due[]> {
  return db.query('select kind, key, at from due where kind = $1 and at <= $2 order by at limit $3', [
    kind,
    iso(now),
    limit,
  ])
}

/** Removes a deadline unless it was moved meanwhile. */
export async function deleteDue(db: Sql, due: Due): Promise<void> {
  await db.query('delete from due where kind = $1 and key = $2 and at = $3', [due.kind, due.key, iso(due.at)])
}
