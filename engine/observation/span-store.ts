import type { Quality } from '#model'
import type { Sql } from '#platform/database'
import { iso, withQuality } from './store.ts'

/** An asset and the time that is asked of it: from ≤ at < to, epoch ms. */
export interface AssetSpan {
  readonly asset: string
  readonly from: number
  readonly to: number
}

const SPANS = `unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) with ordinality as x (asset, first, last, n)`

function spanColumns(spans: readonly AssetSpan[]): unknown[] {
  return [spans.map((one) => one.asset), spans.map((one) => iso(one.from)), spans.map((one) => iso(one.to))]
}

export interface HourRow {
  /** Which span it belongs to. */
  readonly place: number
  readonly property: string
  readonly source: string
  readonly hour: number
  readonly total: number
  readonly count: number
  readonly received_at: number
}

/** Sums of the unflagged values of each hour, series by series, of some properties of many assets; in order of series. */
export function selectHours(db: Sql, spans: readonly AssetSpan[], properties: readonly string[]): Promise<HourRow[]> {
  return db.query(
    `select (x.n - 1)::int as place, s.property, s.source, h.hour, h.total, h.count, h.received_at
     from ${SPANS} join series s on s.asset = x.asset and s.property = any($1)
     cross join lateral (
       select date_bin('1 hour', o.at, '2000-01-01Z') as hour, sum(o.value) as total, count(*) as count,
         max(o.received_at) as received_at
       from observation o where o.series = s.id and o.at >= x.first and o.at < x.last and o.quality = 0 group by 1) h
     order by s.id`,
    [[...properties], ...spanColumns(spans)],
  )
}

/** Every value of a property of many assets, flagged ones too, in order of time and series. */
export async function selectValues(
  db: Sql,
  spans: readonly AssetSpan[],
  property: string,
): Promise<{ place: number; at: number; value: number; quality: Quality }[]> {
  return withQuality(
    await db.query<{ place: number; at: number; value: number; quality: number }>(
      `select (x.n - 1)::int as place, o.at, o.value, o.quality
       from ${SPANS} join series s on s.asset = x.asset and s.property = $1
       cross join lateral (
         select o.series, o.at, o.value, o.quality from observation o
         where o.series = s.id and o.at >= x.first and o.at < x.last) o
       order by o.at, o.series`,
      [property, ...spanColumns(spans)],
    ),
  )
}

/** A series' values as text: times in epoch ms and values, both divided by commas; a flagged value is NaN. */
export interface SeriesText {
  /** Which span it belongs to. */
  readonly place: number
  readonly source: string
  readonly ats: string
  readonly stored: string
}

/**
 * The values of many assets' properties, each with from ≤ at ≤ to, in order of series. One text for a series is read many
 * times faster than a row for each value.
 */
export function selectReadings(
  db: Sql,
  spans: readonly { asset: string; property: string; from: number; to: number }[],
): Promise<SeriesText[]> {
  return db.query(
    `select (x.n - 1)::int as place, s.source, o.ats, o.stored
     from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[])
       with ordinality as x (asset, property, first, last, n)
     join series s on s.asset = x.asset and s.property = x.property
     cross join lateral (
       select string_agg(((date_part('epoch', o.at) * 1000)::bigint)::text, ',' order by o.at) as ats,
         string_agg(case when o.quality = 0 then o.value::text else 'NaN' end, ',' order by o.at) as stored
       from observation o where o.series = s.id and o.at >= x.first and o.at <= x.last) o
     where o.ats is not null order by s.id`,
    [
      spans.map((span) => span.asset),
      spans.map((span) => span.property),
      spans.map((span) => iso(span.from)),
      spans.map((span) => iso(span.to)),
    ],
  )
}
