import { HOUR, type Scope, bucketStart } from '#model'
import { type Sql, scopeSql } from '#platform/database'
import type { SourceRow } from './row.ts'

const COLUMNS = `s.id, s.name, s.service, s.connector, s.decoder, s.agency, s.settings, s.secrets, s.every, s.grace,
  s.assets, s.paused, s.last_seen, s.received, s.quarantined, s.error, s.failures, s.retry_at`
/** Of the hour before, the part that still lies within the last sixty minutes. */
const RATE = `(select coalesce(round(sum(h.received
    * case when h.hour = $HOUR then 1 else $REST::float8 end)), 0)::int
  from source_hour h where h.source = s.id and h.hour in ($HOUR, $HOUR - interval '1 hour')) as rate`

function rateAt(now: number, values: unknown[]): string {
  const hour = bucketStart(now, HOUR)
  const at = `$${values.push(new Date(hour).toISOString())}::timestamptz`
  const rest = `$${values.push(1 - (now - hour) / HOUR)}`
  return RATE.replaceAll('$HOUR', at).replaceAll('$REST', rest)
}

/** `source` has no unit: what a scope says of units does not narrow it. */
function within(scope: Scope, values: unknown[]): string {
  return scopeSql(
    scope.map((part) => ({ ...part, unit: null })),
    's',
    values,
  )
}

export async function selectOne(db: Sql, id: string, now: number, scope: Scope): Promise<SourceRow | undefined> {
  const values: unknown[] = [id]
  const rate = rateAt(now, values)
  const rows = await db.query<SourceRow>(
    `select ${COLUMNS}, ${rate} from source s where s.id = $1 and ${within(scope, values)}`,
    values,
  )
  return rows[0]
}

export function selectMany(
  db: Sql,
  now: number,
  scope: Scope,
  page: { after: string; limit: number; service?: string | undefined },
): Promise<SourceRow[]> {
  const values: unknown[] = [page.after]
  const rate = rateAt(now, values)
  const terms = ['s.id > $1', `s.connector <> 'derivation'`, within(scope, values)]
  if (page.service) terms.push(`s.service = $${values.push(page.service)}`)
  return db.query<SourceRow>(
    `select ${COLUMNS}, ${rate} from source s where ${terms.join(' and ')} order by s.id limit $${values.push(page.limit)}`,
    values,
  )
}

export interface NewSource {
  readonly id: string
  readonly name: string
  readonly service: string
  readonly connector: string
  readonly decoder: string | null
  readonly agency: string | null
  readonly settings: Record<string, unknown>
  readonly secrets: Buffer | null
  readonly every: number
  readonly grace: number
  readonly assets: 'known' | 'learn'
}

export async function upsert(db: Sql, source: NewSource, at: number): Promise<void> {
  await db.query(
    `insert into source (id, name, service, connector, decoder, agency, settings, secrets, every, grace, assets, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (id) do update set name = excluded.name, service = excluded.service, connector = excluded.connector,
       decoder = excluded.decoder, agency = excluded.agency, settings = excluded.settings,
       secrets = excluded.secrets, every = excluded.every, grace = excluded.grace,
       assets = excluded.assets, error = null, failures = 0, retry_at = null`,
    [
      source.id,
      source.name,
      source.service,
      source.connector,
      source.decoder,
      source.agency,
      JSON.stringify(source.settings),
      source.secrets,
      source.every,
      source.grace,
      source.assets,
      new Date(at).toISOString(),
    ],
  )
}

export async function insertMissing(db: Sql, source: NewSource, at: number): Promise<void> {
  await db.query(
    `insert into source (id, name, service, connector, decoder, agency, settings, every, grace, assets, created_at)
     values ($1, $2, $3, $4, $5, $6, '{}', $7, $8, $9, $10) on conflict (id) do nothing`,
    [
      source.id,
      source.name,
      source.service,
      source.connector,
      source.decoder,
      source.agency,
      source.every,
      source.grace,
      source.assets,
      new Date(at).toISOString(),
    ],
  )
}

const COUNTED = `insert into source_hour (source, hour, received) values ($1, $3, $2)
  on conflict (source, hour) do update set received = source_hour.received + excluded.received`
const hourOf = (at: number): string => new Date(bucketStart(at, HOUR)).toISOString()

/** Notes, in the transaction that stores them, that rows of a source arrived at `at`. */
export async function heard(tx: Sql, source: string, rows: number, at: number): Promise<void> {
  await tx.query(
    `with counted as (${COUNTED})
     update source set last_seen = $4, received = received + $2, error = null, failures = 0, retry_at = null
     where id = $1`,
    [source, rows, hourOf(at), new Date(at).toISOString()],
  )
}

/** Notes rows that had arrived at `at` and could be read only now: they say nothing of how the source is. */
export async function counted(tx: Sql, source: string, rows: number, at: number): Promise<void> {
  await tx.query(`with counted as (${COUNTED}) update source set received = received + $2 where id = $1`, [
    source,
    rows,
    hourOf(at),
  ])
}

/** Notes that a source has spoken, though nobody could read it. */
export async function spoke(tx: Sql, source: string, at: number): Promise<void> {
  await tx.query('update source set last_seen = $2 where id = $1', [source, new Date(at).toISOString()])
}

/** Rows received in each of the hours from `from` (epoch ms) on; an hour without any is left out. */
export function selectHours(db: Sql, source: string, from: number): Promise<{ hour: number; received: number }[]> {
  return db.query('select hour, received from source_hour where source = $1 and hour >= $2 order by hour', [
    source,
    new Date(from).toISOString(),
  ])
}

export async function failed(db: Sql, id: string, error: string, failures: number, retryAt: number): Promise<void> {
  await db.query('update source set error = $2, failures = $3, retry_at = $4 where id = $1', [
    id,
    error,
    failures,
    new Date(retryAt).toISOString(),
  ])
}

export async function setPaused(tx: Sql, id: string, paused: boolean): Promise<void> {
  await tx.query('update source set paused = $2, error = null, failures = 0, retry_at = null where id = $1', [
    id,
    paused,
  ])
}

/** Pauses a source for the centre itself, with the reason in its place; a person resumes it. */
export async function finished(db: Sql, id: string, note: string): Promise<void> {
  await db.query('update source set paused = true, error = $2, failures = 0, retry_at = null where id = $1', [id, note])
}
