import { type Event, SEVERITIES, type Scope } from '#model'
import { type Sql, scopeSql } from '#platform/database'

/** An event on its way in; `at` is epoch ms, `lexemes` are what it is found by. */
export interface NewEvent extends Omit<Event, 'at' | 'received_at'> {
  readonly at: number
  readonly lexemes: readonly string[]
}

const iso = (at: number): string => new Date(at).toISOString()

/** Inserts events with distinct keys; one whose key is taken, whatever its time, is left alone. Answers the new keys. */
export async function insertEvents(tx: Sql, rows: readonly NewEvent[], receivedAt: number): Promise<Set<string>> {
  const column = (of: (row: NewEvent) => unknown): unknown[] => rows.map(of)
  const inserted = await tx.query<{ key: string }>(
    `with given as (
       select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
         $8::text[], $9::text[], $10::text[], $11::text[], $12::float8[], $13::float8[], $14::smallint[], $15::text[],
         $16::text[], $17::text[])
       as x (key, at, source, origin, id, service, type, subject, asset, agency, unit, lat, lon, severity, data,
         attributes, words)),
     fresh as (insert into event_key (key, at) select key, at from given on conflict do nothing returning key)
     insert into event (at, key, received_at, source, origin, id, service, type, subject, asset, agency, unit, lat, lon,
       severity, data, attributes, words)
     select at, key, $18, source, origin, id, service, type, subject, asset, agency, unit, lat, lon, severity,
       data::jsonb, attributes::jsonb, array_to_tsvector(string_to_array(words, E'\\n'))
     from given join fresh using (key) returning key`,
    [
      column((row) => row.key),
      column((row) => iso(row.at)),
      column((row) => row.source),
      column((row) => row.origin),
      column((row) => row.id),
      column((row) => row.service),
      column((row) => row.type),
      column((row) => row.subject),
      column((row) => row.asset),
      column((row) => row.agency),
      column((row) => row.unit),
      column((row) => row.lat),
      column((row) => row.lon),
      column((row) => (row.severity === null ? null : SEVERITIES.indexOf(row.severity))),
      column((row) => (row.data === null ? null : JSON.stringify(row.data))),
      column((row) => (Object.keys(row.attributes).length === 0 ? null : JSON.stringify(row.attributes))),
      column((row) => row.lexemes.join('\n')),
      iso(receivedAt),
    ],
  )
  return new Set(inserted.map((row) => row.key))
}

export interface EventRow extends Omit<Event, 'at' | 'received_at' | 'severity' | 'attributes'> {
  readonly at: number
  readonly received_at: number
  readonly severity: number | null
  readonly attributes: Event['attributes'] | null
}

const COLUMNS = `e.id, e.key, e.source, e.origin, e.service, e.type, e.at, e.received_at, e.subject, e.asset, e.agency,
  e.unit, e.lat, e.lon, e.severity, e.data, e.attributes`

/** When the first and the last event were (epoch ms); undefined when there is none. */
export async function selectReach(db: Sql): Promise<{ first: number; last: number } | undefined> {
  const [row] = await db.query<{ first: number | null; last: number | null }>(
    'select min(at) as first, max(at) as last from event',
  )
  return row?.first == null || row.last == null ? undefined : { first: row.first, last: row.last }
}

interface Wanted {
  readonly from: number
  readonly to: number
  readonly query: string | undefined
  readonly after: { at: number; key: string } | undefined
}

/** Events with from ≤ at < to that the tsquery finds, the newest first, beyond the pair `after`: found in order of time. */
export function selectEvents(db: Sql, of: Wanted, scope: Scope, limit: number): Promise<EventRow[]> {
  const values: unknown[] = []
  const found = foundSql(of, scope, values)
  return db.query(`${found} order by e.at desc, e.key desc limit $${values.push(limit)}`, values)
}

/**
 * The same where few are expected: all of them are found, by the index of words, and then sorted, for a planner that takes
 * a rare word for a common one would walk through the whole time in order. Undefined when there are `most` or more.
 */
export async function selectFew(
  db: Sql,
  of: Wanted,
  scope: Scope,
  limit: number,
  most: number,
): Promise<EventRow[] | undefined> {
  const values: unknown[] = []
  const found = foundSql(of, scope, values)
  const rows = await db.query<EventRow & { found: number }>(
    `with found as materialized (${found})
     select * from (
       select *, (count(*) over ())::int as found from (select * from found limit $${values.push(most)}) first) few
     order by at desc, key desc limit $${values.push(limit)}`,
    values,
  )
  if ((rows[0]?.found ?? 0) >= most) return undefined
  return rows.map((row) => {
    const { found: _, ...event } = row
    return event
  })
}

function foundSql(of: Wanted, scope: Scope, values: unknown[]): string {
  const terms = [`e.at >= $${values.push(iso(of.from))}`, `e.at < $${values.push(iso(of.to))}`]
  terms.push(scopeSql(scope, 'e', values))
  if (of.query !== undefined) terms.push(`e.words @@ $${values.push(of.query)}::tsquery`)
  if (of.after) terms.push(`(e.at, e.key) < ($${values.push(iso(of.after.at))}, $${values.push(of.after.key)}::uuid)`)
  return `select ${COLUMNS} from event e where ${terms.join(' and ')}`
}

export async function selectEvent(db: Sql, key: string, scope: Scope): Promise<EventRow | undefined> {
  const values: unknown[] = [key]
  const rows = await db.query<EventRow>(
    `select ${COLUMNS} from event_key k join event e on e.at = k.at and e.key = k.key
     where k.key = $1 and ${scopeSql(scope, 'e', values)}`,
    values,
  )
  return rows[0]
}

/** Events with from ≤ at < to that the tsquery finds, counted per `step` ms from `origin` (epoch ms) on. */
export async function selectCounts(
  tx: Sql,
  of: { from: number; to: number; query: string | undefined; step: number; origin: number },
  scope: Scope,
): Promise<{ at: number; count: number }[]> {
  // Enough memory to remember each row that the index finds: else whole pages are looked through again.
  await tx.query(`select set_config('work_mem', '64MB', true)`)
  const values: unknown[] = [iso(of.from), iso(of.to), of.step / 1000, iso(of.origin)]
  const terms = ['e.at >= $1', 'e.at < $2', scopeSql(scope, 'e', values)]
  if (of.query !== undefined) terms.push(`e.words @@ $${values.push(of.query)}::tsquery`)
  return tx.query(
    `select date_bin(make_interval(secs => $3), e.at, $4::timestamptz) as at, count(*)::int as count
     from event e where ${terms.join(' and ')} group by 1 order by 1`,
    values,
  )
}
