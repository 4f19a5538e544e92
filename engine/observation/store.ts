import { QUALITIES, type Quality, type Scope } from '#model'
import { type Sql, scopeSql } from '#platform/database'
import type { IncomingValue } from './merge.ts'
import type { SeriesKey } from './series.ts'

export const iso = (at: number): string => new Date(at).toISOString()
const qualityOf = (index: number): Quality => QUALITIES[index] ?? 'error'
/** Epoch ms to timestamptz, exact to the millisecond. */
const TIME = (name: string): string => `to_timestamp(${name}::float8 / 1000)`

export async function insertSeries(db: Sql, keys: readonly SeriesKey[]): Promise<(SeriesKey & { id: number })[]> {
  const values = [keys.map((key) => key.source), keys.map((key) => key.asset), keys.map((key) => key.property)]
  const given = `unnest($1::text[], $2::text[], $3::text[]) as x (source, asset, property)`
  await db.query(
    `insert into series (source, asset, property) select x.source, x.asset, x.property from ${given}
     order by 2, 3, 1 on conflict do nothing`,
    values,
  )
  return db.query(
    `select s.id, s.source, s.asset, s.property from ${given} join series s using (source, asset, property)`,
    values,
  )
}

/** Inserts values with distinct keys; those whose key is taken are left alone. Answers how many were inserted. */
export async function insertNew(
  tx: Sql,
  rows: readonly IncomingValue[],
  receivedAt: number,
  seq: number,
): Promise<number> {
  const [count] = await tx.query<{ n: number }>(
    `with put as (
       insert into observation (series, at, value, quality, received_at, seq)
       select x.series, ${TIME('x.at')}, x.value, x.quality, $5, $6
       from unnest($1::bigint[], $2::bigint[], $3::float8[], $4::smallint[]) as x (series, at, value, quality)
       on conflict do nothing returning 1)
     select count(*) as n from put`,
    [...columns(rows), iso(receivedAt), seq],
  )
  return Number(count?.n ?? 0)
}

export interface StoredValue {
  readonly index: number
  readonly value: number
  readonly quality: Quality
  /** Epoch ms. */
  readonly receivedAt: number
}

/** Of these rows, those that stood before commit `seq`, with what stood; `index` is the place in `rows`. */
export async function selectTaken(tx: Sql, rows: readonly IncomingValue[], seq: number): Promise<StoredValue[]> {
  const taken = await tx.query<{ index: number; value: number; quality: number; received_at: number }>(
    `select (x.n - 1)::int as index, o.value, o.quality, o.received_at
     from unnest($1::bigint[], $2::bigint[]) with ordinality as x (series, at, n)
     cross join lateral (
       select o.value, o.quality, o.received_at from observation o where o.series = x.series and o.at = ${TIME('x.at')} and o.seq <> $3
     ) o order by x.n`,
    [numbers(rows.map((row) => row.series)), numbers(rows.map((row) => row.at)), seq],
  )
  return taken.map(({ index, value, quality, received_at }) => ({
    index,
    value,
    quality: qualityOf(quality),
    receivedAt: received_at,
  }))
}

/** Keeps values that came before what stands, and were read after it: history, as if they had been read in order. */
export async function insertSuperseded(
  tx: Sql,
  rows: readonly IncomingValue[],
  receivedAt: number,
  seq: number,
): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `insert into observation_superseded (series, at, seq, value, quality, received_at, superseded_seq)
     select x.series, ${TIME('x.at')}, $6, x.value, x.quality, $5, o.seq
     from unnest($1::bigint[], $2::bigint[], $3::float8[], $4::smallint[]) as x (series, at, value, quality)
     cross join lateral (
       select o.seq, o.value, o.quality from observation o where o.series = x.series and o.at = ${TIME('x.at')}) o
     where (o.value, o.quality) <> (x.value, x.quality) and not exists (
       select from observation_superseded s where s.series = x.series and s.at = ${TIME('x.at')}
         and s.value = x.value and s.quality = x.quality)`,
    [...columns(rows), iso(receivedAt), seq],
  )
}

/** Replaces stored values; what they replace moves to observation_superseded. Keys must be distinct. */
export async function correct(tx: Sql, rows: readonly IncomingValue[], receivedAt: number, seq: number): Promise<void> {
  await tx.query(
    `with given as (
       select x.series, ${TIME('x.at')} as at, x.value, x.quality
       from unnest($1::bigint[], $2::bigint[], $3::float8[], $4::smallint[]) as x (series, at, value, quality)),
     kept as (
       insert into observation_superseded (series, at, seq, value, quality, received_at, superseded_seq)
       select o.series, o.at, o.seq, o.value, o.quality, o.received_at, $6
       from given g cross join lateral (
         select * from observation o where o.series = g.series and o.at = g.at) o)
     update observation o set value = g.value, quality = g.quality, received_at = $5, seq = $6
     from given g where o.series = g.series and o.at = g.at`,
    [...columns(rows), iso(receivedAt), seq],
  )
}

function columns(rows: readonly IncomingValue[]): unknown[] {
  return [
    numbers(rows.map((row) => row.series)),
    numbers(rows.map((row) => row.at)),
    numbers(rows.map((row) => row.value)),
    numbers(rows.map((row) => QUALITIES.indexOf(row.quality))),
  ]
}

/** An array as PostgreSQL writes it: numbers need none of the quotes that the driver puts around each element. */
function numbers(list: readonly number[]): string {
  return `{${list.join()}}`
}

export interface HistoryRow {
  readonly series: number
  readonly asset: string
  readonly property: string
  readonly at: number
  readonly value: number
  readonly quality: Quality
  readonly received_at: number
  readonly source: string
  readonly every: number
  readonly grace: number
}

const HISTORY = `o.series, s.asset, s.property, o.at, o.value, o.quality, o.received_at, s.source,
  coalesce(src.every, 3600) as every, coalesce(src.grace, 7200) as grace`
/** Series with their asset and their source. */
export const OF = `series s join asset a on a.id = s.asset left join source src on src.id = s.source`

export interface Span {
  readonly asset: string
  readonly property: string
  readonly from: number
  readonly to: number
}

/** Raw values with from ≤ at < to in order of (at, series), after the pair `after`. */
export async function selectHistory(
  db: Sql,
  span: Span,
  scope: Scope,
  after: { at: number; series: number } | undefined,
  limit: number,
): Promise<HistoryRow[]> {
  const values: unknown[] = [span.asset, span.property, iso(span.from), iso(span.to)]
  const terms = ['s.asset = $1', 's.property = $2', 'o.at >= $3', 'o.at < $4', scopeSql(scope, 'a', values)]
  if (after) terms.push(`(o.at, o.series) > ($${values.push(iso(after.at))}, $${values.push(after.series)})`)
  return withQuality(
    await db.query(
      `select ${HISTORY} from ${OF} join observation o on o.series = s.id where ${terms.join(' and ')}
       order by o.at, o.series limit $${values.push(limit)}`,
      values,
    ),
  )
}

/** The newest value of each series up to `until`, in order of series, after `after`. */
export async function selectLatest(
  db: Sql,
  filter: { service?: string | undefined; asset?: string | undefined; property?: string | undefined },
  scope: Scope,
  page: { after: number; limit: number; until: number },
): Promise<(HistoryRow & { service: string })[]> {
  const values: unknown[] = [page.after, iso(page.until)]
  const terms = ['s.id > $1', scopeSql(scope, 'a', values)]
  if (filter.service) terms.push(`a.service = $${values.push(filter.service)}`)
  if (filter.asset) terms.push(`s.asset = $${values.push(filter.asset)}`)
  if (filter.property) terms.push(`s.property = $${values.push(filter.property)}`)
  return withQuality(
    await db.query(
      `select ${HISTORY}, a.service from ${OF} cross join lateral (
         select o.series, o.at, o.value, o.quality, o.received_at from observation o
         where o.series = s.id and o.at <= $2 order by o.at desc limit 1) o
       where ${terms.join(' and ')} order by s.id limit $${values.push(page.limit)}`,
      values,
    ),
  )
}

/** The newest unflagged value of each series of these assets and properties with from ≤ at ≤ to. */
export async function selectNewestGood(
  db: Sql,
  of: { assets: readonly string[]; properties: readonly string[]; from: number; to: number },
  scope: Scope,
): Promise<HistoryRow[]> {
  const values: unknown[] = [[...of.assets], [...of.properties], iso(of.from), iso(of.to)]
  return withQuality(
    await db.query(
      `select ${HISTORY} from ${OF} cross join lateral (
         select o.series, o.at, o.value, o.quality, o.received_at from observation o
         where o.series = s.id and o.at >= $3 and o.at <= $4 and o.quality = 0 order by o.at desc limit 1) o
       where s.asset = any($1) and s.property = any($2) and ${scopeSql(scope, 'a', values)}`,
      values,
    ),
  )
}

export function withQuality<Row extends { quality: unknown }>(rows: Row[]): (Row & { quality: Quality })[] {
  return rows.map((row) => ({ ...row, quality: qualityOf(Number(row.quality)) }))
}

export function selectSeries(
  db: Sql,
  filter: { asset?: string | undefined; property?: string | undefined },
  scope: Scope,
  after: number,
  limit: number,
): Promise<{ id: number; source: string; asset: string; property: string; service: string }[]> {
  const values: unknown[] = [after]
  const terms = ['s.id > $1', scopeSql(scope, 'a', values)]
  if (filter.asset) terms.push(`s.asset = $${values.push(filter.asset)}`)
  if (filter.property) terms.push(`s.property = $${values.push(filter.property)}`)
  return db.query(
    `select s.id, s.source, s.asset, s.property, a.service from ${OF} where ${terms.join(' and ')}
     order by s.id limit $${values.push(limit)}`,
    values,
  )
}

/** What corrections replaced at one moment, the newest first. */
export async function selectReplaced(
  db: Sql,
  of: { asset: string; property: string; at: number },
  scope: Scope,
): Promise<{ value: number; quality: Quality; received_at: number }[]> {
  const values: unknown[] = [of.asset, of.property, iso(of.at)]
  return withQuality(
    await db.query(
      `select p.value, p.quality, p.received_at from ${OF} join observation_superseded p on p.series = s.id
       where s.asset = $1 and s.property = $2 and p.at = $3 and ${scopeSql(scope, 'a', values)} order by p.id desc limit ${MOST_REPLACED}`,
      values,
    ),
  )
}

/** More corrections of one value than anybody reads. */
const MOST_REPLACED = 100
