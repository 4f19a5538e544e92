import {
  type Aggregate,
  LOCAL_OFFSET,
  type Observation,
  type ObservationBucket,
  type Page,
  Problem,
  type Scope,
} from '#model'
import type { Ctx } from '#engine/context'
import { observationOf } from './latest.ts'
import {
  type AssetSpan,
  type HistoryRow,
  type Span,
  type StoredValue,
  selectAggregate,
  selectHistory,
  selectValues,
} from './store.ts'

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

/** Unflagged values folded per bucket of `step` ms; buckets begin on local time, empty ones are left out. */
export async function aggregate(
  ctx: Pick<Ctx, 'db'>,
  span: Span,
  of: { step: number; aggregate: Aggregate },
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<ObservationBucket>> {
  const after = page.cursor === undefined ? undefined : Number(page.cursor)
  if (after !== undefined && !Number.isSafeInteger(after)) throw new Problem('invalid', { pointer: '/cursor' })
  const rows = await selectAggregate(
    ctx.db,
    span,
    { ...of, offset: LOCAL_OFFSET },
    scope,
    after === undefined ? undefined : after + of.step,
    page.limit + 1,
  )
  const items = rows.slice(0, page.limit)
  return {
    items: items.map((row) => ({
      id: `${span.asset}:${span.property}:${row.at}`,
      asset: span.asset,
      property: span.property,
      at: new Date(row.at).toISOString(),
      value: row.value,
      count: Number(row.count),
    })),
    next: rows.length > page.limit ? String(items.at(-1)?.at) : null,
  }
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
