import { type Alert, type Page, Problem, type Scope } from '#model'
import type { Ctx } from '#engine/context'
import type { Note } from '#platform/journal'
import { type AlertFilter, selectMany } from './store.ts'

/** Kind of the journal entries that carry an alert as it is after a change. */
export const ALERT_ENTRY = 'alert'

export function noteOf(alert: Alert | undefined, at: number): Note {
  if (!alert) throw new Error('an alert that was just written is not there')
  return { kind: ALERT_ENTRY, source: null, receivedAt: at, payload: alert }
}

/** One page of alerts, newest first. */
export async function listAlerts(
  ctx: Pick<Ctx, 'db'>,
  filter: AlertFilter,
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Alert>> {
  const rows = await selectMany(ctx.db, filter, scope, readCursor(page.cursor), page.limit + 1)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { items, next: rows.length > page.limit && last ? `${Date.parse(last.raised_at)}.${last.id}` : null }
}

function readCursor(cursor: string | undefined): { at: number; id: string } | undefined {
  if (cursor === undefined) return undefined
  const [at, id] = cursor.split('.')
  const known = id !== undefined && /^[0-9a-f-]{36}$/.test(id) && Number.isSafeInteger(Number(at))
  if (!known) throw new Problem('invalid', { pointer: '/cursor' })
  return { at: Number(at), id }
}
