import type { Asset, Page, Scope } from '#model'
import type { Ctx } from '#engine/context'
import { type AssetFilter, list } from './store.ts'

/** One page of assets in order of id; the cursor is the last id seen. */
export async function listAssets(
  ctx: Pick<Ctx, 'db'>,
  filter: AssetFilter,
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Asset>> {
  const rows = await list(ctx.db, filter, scope, page.cursor ?? '', page.limit + 1)
  const items = rows.slice(0, page.limit)
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}
