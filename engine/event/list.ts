import { type Event, HOUR, type Page, Problem, SEVERITIES, type Scope } from '#model'
import type { Ctx } from '#engine/context'
import { type EventRow, selectEvents, selectReach } from './store.ts'
import { type EventQuery, tsqueryOf } from './words.ts'

export interface EventSpan extends EventQuery {
  /** Epoch ms, from ≤ at < to. */
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** The first piece of time that is looked through, and how much longer each next one is. */
const FIRST = HOUR
const GROWTH = 8

/**
 * One page of events, the newest first. Time is looked through from its new end in pieces that grow: a common word fills
 * the page from the first ones, a rare one is left to the index of words.
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
  let to = Math.min(span.to ?? reach.last + 1, reach.last + 1, after ? after.at + 1 : Infinity)
  const rows: EventRow[] = []
  for (let width = query === undefined ? to - low : FIRST; to > low && rows.length <= page.limit; width *= GROWTH) {
    const from = Math.max(low, to - width)
    rows.push(...(await selectEvents(ctx.db, { from, to, query, after }, scope, page.limit + 1 - rows.length)))
    to = from
  }
  const items = rows.slice(0, page.limit).map(eventOf)
  const last = rows[items.length - 1]
  return { items, next: rows.length > page.limit && last ? `${last.at}.${last.key}` : null }
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
