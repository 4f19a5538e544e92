import { type Event, HOUR, type Page, Problem, SEVERITIES, type Scope } from '#model'
import type { Ctx } from '#engine/context'
import { type EventRow, selectEvent, selectEvents, selectFew, selectReach } from './store.ts'
import { type EventQuery, tsqueryOf } from './words.ts'

export interface EventSpan extends EventQuery {
  /** Epoch ms, from ≤ at < to. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** The first piece of time that is looked through, and how much longer each next one is. */
const FIRST = HOUR
const GROWTH = 8
/** More than these are not sorted to find the newest of them. */
const FEW = 5000

/**
 * One page of events, the newest first. Time is looked through from its new end in pieces that grow: a common word fills
 * the page from the first one, a rare one is left to the index of words.
 */
export async function listEvents(
  ctx: Pick<Ctx, 'db'>,
  span: EventSpan,
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Event>> {
  const query = tsqueryOf(span, scope)
  const after = readCursor(page.cursor)
  const reach = await selectReach(ctx.db)
  if (!reach) return { items: [], next: null }
  const low = Math.max(span.from ?? reach.first, reach.first)
  const high = Math.min(span.to ?? reach.last + 1, reach.last + 1, after ? after.at + 1 : Infinity)
  const rows = await look(ctx, { low, high, query, after }, scope, page.limit + 1)
  const items = rows.slice(0, page.limit).map(eventOf)
  const last = rows[items.length - 1]
  return { items, next: rows.length > page.limit && last ? `${last.at}.${last.key}` : null }
}

/** Throws `not_found` where there is no such event within the scope. */
export async function getEvent(ctx: Pick<Ctx, 'db'>, key: string, scope: Scope): Promise<Event> {
  const row = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)
    ? await selectEvent(ctx.db, key, scope)
    : undefined
  if (!row) throw new Problem('not_found')
  return eventOf(row)
}

/** Up to `limit` of the newest events with low ≤ at < high. */
async function look(
  ctx: Pick<Ctx, 'db'>,
  {
    low,
    high,
    query,
    after,
  }: { low: number; high: number } & Pick<Parameters<typeof selectEvents>[1], 'query' | 'after'>,
  scope: Scope,
  limit: number,
): Promise<EventRow[]> {
  if (low >= high) return []
  if (query === undefined) return selectEvents(ctx.db, { from: low, to: high, query, after }, scope, limit)
  const rows: EventRow[] = []
  const most = Math.max(FEW, 4 * limit)
  let to = high
  let width = FIRST
  // Back to here a piece is known to hold more than a few: until then pieces grow no more.
  let crowded = high
  while (to > low && rows.length < limit) {
    const of = { from: Math.max(low, to - width), to, query, after }
    const rest = limit - rows.length
    const found =
      width <= FIRST ? await selectEvents(ctx.db, of, scope, rest) : await selectFew(ctx.db, of, scope, rest, most)
    if (found === undefined) {
      crowded = of.from
      width = Math.max(FIRST, width / GROWTH)
      continue
    }
    rows.push(...found)
    to = of.from
    if (to <= crowded) width *= GROWTH
  }
  return rows
}

function eventOf(row: EventRow): Event {
  return {
    ...row,
    at: new Date(row.at).toISOString(),
    received_at: new Date(row.received_at).toISOString(),
    severity: row.severity === null ? null : (SEVERITIES[row.severity] ?? null),
    attributes: row.attributes ?? {},
  }
}

function readCursor(cursor: string | undefined): { at: number; key: string } | undefined {
  if (cursor === undefined) return undefined
  const [, at, key] = /^(\d{1,14})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor) ?? []
  if (at === undefined || key === undefined) throw new Problem('invalid', { pointer: '/cursor' })
  return { at: Number(at), key }
}
