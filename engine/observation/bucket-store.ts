import type { Aggregate, Scope } from '#model'
import { type Sql, scopeSql } from '#platform/database'
import { OF, iso } from './store.ts'

const FOLD: Record<Aggregate, string> = {
  mean: 'avg(o.value)',
  min: 'min(o.value)',
  max: 'max(o.value)',
  sum: 'sum(o.value)',
  count: 'count(*)::float8',
  last: '(array_agg(o.value order by o.at desc, o.seq desc))[1]',
}

/** Some properties of some assets with from ≤ at < to. */
export interface Spans {
  readonly assets: readonly string[]
  readonly properties: readonly string[]
  readonly from: number
  readonly to: number
}
export interface BucketKey {
  readonly at: number
  readonly asset: string
  readonly property: string
}

/**
 * Unflagged values folded per asset, property and bucket of `step` ms that begins on local time, in the order of the key,
 * after the key `after`; empty buckets are left out.
 */
export async function selectAggregate(
  db: Sql,
  spans: Spans,
  of: { step: number; offset: number; aggregate: Aggregate },
  scope: Scope,
  after: BucketKey | undefined,
  limit: number,
): Promise<(BucketKey & { value: number; count: number })[]> {
  const from = Math.max(spans.from, after?.at ?? spans.from)
  const values: unknown[] = [[...spans.assets], [...spans.properties], iso(from), iso(spans.to)]
  const step = `$${values.push(of.step)}::float8 * interval '1 millisecond'`
  // A bucket that began on local time at the epoch; all others follow from it.
  const origin = `$${values.push(iso(-of.offset))}::timestamptz`
  const allowed = scopeSql(scope, 'a', values)
  const passed = after
    ? `where (at, asset, property) > ($${values.push(iso(after.at))}, $${values.push(after.asset)}, $${values.push(after.property)})`
    : ''
  return db.query(
    `select * from (
       select date_bin(${step}, o.at, ${origin}) as at, s.asset, s.property, ${FOLD[of.aggregate]} as value, count(*) as count
       from ${OF} join observation o on o.series = s.id
       where s.asset = any($1) and s.property = any($2) and o.at >= $3 and o.at < $4 and o.quality = 0 and ${allowed}
       group by 1, 2, 3) bucket
     ${passed} order by at, asset, property limit $${values.push(limit)}`,
    values,
  )
}
