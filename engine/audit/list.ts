import { type AuditEntry, type Page, Problem } from '#model'
import type { Ctx } from '#engine/context'
import { type EntryFilter, entries } from './store.ts'

const NEWEST = '9223372036854775807'

/** A page of acts, newest first. The cursor is the id of the last one shown. */
export async function listEntries(
  ctx: Pick<Ctx, 'db'>,
  filter: EntryFilter,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<AuditEntry>> {
  const before = page.cursor ?? NEWEST
  if (!/^\d{1,18}$/.test(before) && before !== NEWEST) throw new Problem('invalid', { pointer: '/cursor' })
  const rows = await entries(ctx.db, filter, before, page.limit + 1)
  const items = rows.slice(0, page.limit)
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}
