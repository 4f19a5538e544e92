import type { QuarantineReplay } from '#model'
import type { Sql } from '#platform/database'

const iso = (at: number): string => new Date(at).toISOString()

/** A replay as it is stored; times are epoch ms, ids of messages numbers. */
export interface ReplayRow {
  readonly id: string
  readonly source: string
  readonly reason: string | null
  readonly message: number | null
  readonly state: QuarantineReplay['state']
  readonly total: number
  readonly done: number
  readonly cleared: number
  readonly position: number
  readonly last: number
  readonly started_at: number
  readonly started_by: string
  readonly ended_at: number | null
  readonly error: string | null
}

export function replayOf(row: ReplayRow & { by?: string | null }): QuarantineReplay {
  const { id, source, reason, state, total, done, cleared, error } = row
  return {
    id,
    source,
    reason,
    message: row.message === null ? null : String(row.message),
    state,
    total,
    done,
    cleared,
    started_at: iso(row.started_at),
    started_by: row.by ?? row.started_by,
    ended_at: row.ended_at === null ? null : iso(row.ended_at),
    error,
  }
}

/** Starts a replay of what waits now; undefined when one of this source runs already. */
export async function insertReplay(
  tx: Sql,
  id: string,
  of: { source: string; reason: string | null; message: number | null },
  by: string,
  at: number,
): Promise<ReplayRow | undefined> {
  const [row] = await tx.query<ReplayRow>(
    `insert into quarantine_replay (id, source, reason, message, state, total, last, started_at, started_by)
     select $1, $2, $3, $4, 'running', count(*), coalesce(max(id), 0), $5, $6 from quarantine
     where source = $2 and state = 'waiting' and ($3::text is null or reason = $3)
       and ($4::bigint is null or id = $4)
     on conflict (source) where state = 'running' do nothing returning *`,
    [id, of.source, of.reason, of.message, iso(at), by],
  )
  return row
}

const SELECT = `select r.*, coalesce(p.name, t.name) as by from quarantine_replay r
  left join live.person p on p.id::text = r.started_by left join live.token t on t.id::text = r.started_by`

export async function selectReplay(db: Sql, source: string, id: string): Promise<ReplayRow | undefined> {
  const rows = await db.query<ReplayRow>(`${SELECT} where r.source = $1 and r.id = $2`, [source, id])
  return rows[0]
}

export function selectReplays(db: Sql, source: string, limit: number): Promise<ReplayRow[]> {
  return db.query(`${SELECT} where r.source = $1 order by r.started_at desc, r.id limit $2`, [source, limit])
}

/** Those that are not at their end, oldest first. */
export function selectRunning(db: Sql): Promise<ReplayRow[]> {
  return db.query(`select * from quarantine_replay where state = 'running' order by started_at, id`)
}

/** Notes that a message was read again. Answers false when the replay was cancelled meanwhile. */
export async function setProgress(tx: Sql, id: string, position: number, cleared: boolean): Promise<boolean> {
  const rows = await tx.query(
    `update quarantine_replay set position = $2, done = done + 1, cleared = cleared + $3
     where id = $1 and state = 'running' returning 1`,
    [id, position, cleared ? 1 : 0],
  )
  return rows.length > 0
}

/** Ends a running replay; one that has ended stays as it ended. Answers whether it did. */
export async function setEnded(
  tx: Sql,
  id: string,
  state: 'ended' | 'cancelled' | 'failed',
  at: number,
  error: string | null = null,
): Promise<boolean> {
  const rows = await tx.query(
    `update quarantine_replay set state = $2, ended_at = $3, error = $4 where id = $1 and state = 'running' returning 1`,
    [id, state, iso(at), error],
  )
  return rows.length > 0
}
