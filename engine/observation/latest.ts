import { FUTURE_TOLERANCE, type LatestObservation, type Page, Problem, type Scope } from '#model'
import type { Ctx } from '#engine/context'
import { staleFrom } from '#engine/source'
import { type HistoryRow, selectLatest } from './store.ts'

/** A stored row as readers see it at `now`: stale once it no longer speaks for the present. */
export function observationOf(row: HistoryRow, now: number) {
  return {
    id: `${row.series}:${row.at}`,
    asset: row.asset,
    property: row.property,
    at: new Date(row.at).toISOString(),
    value: row.value,
    quality: row.quality,
    received_at: new Date(row.received_at).toISOString(),
    source: row.source,
    stale: now >= staleFrom(row.at, row),
  }
}

/** The newest value of each series that the scope covers; what claims to come from the future is not the newest. */
export async function latest(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  filter: { service?: string | undefined; asset?: string | undefined; property?: string | undefined },
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<LatestObservation>> {
  const now = ctx.clock.now()
  const after = page.cursor === undefined ? 0 : Number(page.cursor)
  if (!Number.isSafeInteger(after)) throw new Problem('invalid', { pointer: '/cursor' })
  const rows = await selectLatest(ctx.db, filter, scope, {
    after,
    limit: page.limit + 1,
    until: now + FUTURE_TOLERANCE,
  })
  const items = rows.slice(0, page.limit).map((row) => ({
    ...observationOf(row, now),
    series: String(row.series),
    service: row.service,
    stale_from: new Date(staleFrom(row.at, row)).toISOString(),
  }))
  return { items, next: rows.length > page.limit ? (items.at(-1)?.series ?? null) : null }
}
