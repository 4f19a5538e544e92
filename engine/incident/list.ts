import { type Incident, type IncidentChange, type Page, Problem, type Scope, fold } from '#model'
import type { Ctx } from '#engine/context'
import { type IncidentFilter, incidentOf, selectIncident, selectIncidents, selectTimeline } from './store.ts'

/** One page of incidents, newest first; `at` (epoch ms) gives them as they stood then. */
export async function listIncidents(
  ctx: Pick<Ctx, 'db'>,
  { q, ...filter }: Omit<IncidentFilter, 'words'> & { readonly q?: string | undefined },
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Incident>> {
  const words = fold(q ?? '')
    .split(' ')
    .filter((word) => word !== '')
  // Signs alone name nothing; they do not mean everything.
  if (words.length === 0 && (q ?? '').trim() !== '') return { items: [], next: null }
  const rows = await selectIncidents(ctx.db, { ...filter, words }, scope, readCursor(page.cursor), page.limit + 1)
  const items = rows.slice(0, page.limit).map(incidentOf)
  const last = rows[items.length - 1]
  return { items, next: rows.length > page.limit && last ? `${last.opened_at}.${last.id}` : null }
}

/** Throws `not_found` outside the scope, and where it was not there yet at `at` (epoch ms). */
export async function getIncident(ctx: Pick<Ctx, 'db'>, id: string, scope: Scope, at?: number): Promise<Incident> {
  const row = await selectIncident(ctx.db, id, scope, at)
  if (!row) throw new Problem('not_found')
  return incidentOf(row)
}

/** What happened to an incident and to those that live on in it, newest first. */
export async function timeline(
  ctx: Pick<Ctx, 'db'>,
  id: string,
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<IncidentChange>> {
  const before = page.cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(page.cursor)
  if (!Number.isSafeInteger(before)) throw new Problem('invalid', { pointer: '/cursor' })
  const { merged } = await getIncident(ctx, id, scope)
  const rows = await selectTimeline(ctx.db, [id, ...merged], before, page.limit + 1)
  const items = rows.slice(0, page.limit)
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}

function readCursor(cursor: string | undefined): { at: number; id: string } | undefined {
  if (cursor === undefined) return undefined
  const [at, id] = cursor.split('.')
  const known = id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  if (!known || !Number.isSafeInteger(Number(at))) throw new Problem('invalid', { pointer: '/cursor' })
  return { at: Number(at), id }
}
