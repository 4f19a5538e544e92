import type { Page, Scope, Source } from '#model'
import type { Ctx } from '#engine/context'
import { sourceOf } from './row.ts'
import { selectMany } from './store.ts'

/** One page of sources in order of id, each with its state now. */
export async function listSources(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  scope: Scope,
  page: { limit: number; cursor?: string | undefined; service?: string | undefined },
): Promise<Page<Source>> {
  const now = ctx.clock.now()
  const rows = await selectMany(ctx.db, now, scope, {
    after: page.cursor ?? '',
    limit: page.limit + 1,
    service: page.service,
  })
  const items = rows.slice(0, page.limit).map((row) => sourceOf(row, now))
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}
