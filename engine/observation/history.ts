import {
  type Aggregate,
  type EarlierValue,
  LOCAL_OFFSET,
  type Observation,
  type ObservationBucket,
  type Page,
  Problem,
  type Scope,
} from '#model'
import type { Ctx } from '#engine/context'
import { type BucketKey, type Spans, selectAggregate } from './bucket-store.ts'
import { observationOf } from './latest.ts'
import { type AssetSpan, selectValues } from './span-store.ts'
import { type HistoryRow, type Span, type StoredValue, selectHistory, selectReplaced } from './store.ts'

/** Raw values, flagged ones too, with from ≤ at < to in order of time. */
export async function history(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  span: Span,
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Observation>> {
  const rows = await selectHistory(ctx.db, span, scope, readCursor(page.cursor), page.limit + 1)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  const now = ctx.clock.now()
  return {
    items: items.map((row) => observationOf(row, now)),
    next: rows.length > page.limit && last ? `${last.at}.${last.series}` : null,
  }
}

function readCursor(cursor: string | undefined): { at: number; series: number } | undefined {
  if (cursor === undefined) return undefined
  const [at, series] = cursor.split('.').map(Number)
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(series)) throw new Problem('invalid', { pointer: '/cursor' })
  return { at: at as number, series: series as number }
}

/**
 * Unflagged values of some properties of some assets folded per bucket of `step` ms, in order of time; buckets begin on
 * local time, empty ones are left out.
 */
export async function aggregate(
  ctx: Pick<Ctx, 'db'>,
  spans: Spans,
  of: { step: number; aggregate: Aggregate },
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<ObservationBucket>> {
  const after = page.cursor === undefined ? undefined : readBucketCursor(page.cursor)
  const rows = await selectAggregate(ctx.db, spans, { ...of, offset: LOCAL_OFFSET }, scope, after, page.limit + 1)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => ({
      id: `${row.asset}:${row.property}:${row.at}`,
      asset: row.asset,
      property: row.property,
      at: new Date(row.at).toISOString(),
      value: row.value,
      count: Number(row.count),
    })),
    next: rows.length > page.limit && last ? `${last.at} ${last.property} ${last.asset}` : null,
  }
}

function readBucketCursor(cursor: string): BucketKey {
  const [, at, property, asset] = /^(\d{1,13}) (\S+) (.+)$/s.exec(cursor) ?? []
  if (property === undefined || asset === undefined || asset.includes('\0')) {
    throw new Problem('invalid', { pointer: '/cursor' })
  }
  return { at: Number(at), property, asset }
}

/** What is stored of an asset's property, by time; of several sources, what was stored last. */
export async function storedValues(ctx: Pick<Ctx, 'db'>, span: Span, scope: Scope): Promise<Map<number, HistoryRow>> {
  const rows = await selectHistory(ctx.db, span, scope, undefined, MOST_STORED)
  return new Map(rows.map((row) => [row.at, row]))
}

/** The same of one property of many assets, asked at once. */
export async function storedValuesOf(
  ctx: Pick<Ctx, 'db'>,
  spans: readonly AssetSpan[],
  property: string,
): Promise<ReadonlyMap<number, Pick<StoredValue, 'value' | 'quality'>>[]> {
  const rows = Map.groupBy(await selectValues(ctx.db, spans, property), (row) => row.place)
  return spans.map((_, place) => new Map((rows.get(place) ?? []).map((row) => [row.at, row])))
}

const MOST_STORED = 1_000_000

/** What a value was before it was corrected, the newest first: both are kept. */
export async function earlierValues(
  ctx: Pick<Ctx, 'db'>,
  of: { asset: string; property: string; at: number },
  scope: Scope,
): Promise<EarlierValue[]> {
  const rows = await selectReplaced(ctx.db, of, scope)
  return rows.map((row) => ({ ...row, received_at: new Date(row.received_at).toISOString() }))
}
