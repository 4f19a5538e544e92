import { type Asset, type Page, type Scope, fold } from '#model'
import type { Ctx } from '#engine/context'
import { type AssetFilter, list } from './store.ts'

/**
 * One page of assets in order of id; the cursor is the last id seen. `q` is words of name or id in any spelling of marks
 * and case; a part of a word is enough.
 */
export async function listAssets(
  ctx: Pick<Ctx, 'db'>,
  { q, ...filter }: Omit<AssetFilter, 'words'> & { readonly q?: string | undefined },
  scope: Scope,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<Asset>> {
  const words = fold(q ?? '')
    .split(' ')
    .filter((word) => word !== '')
  // Signs alone name nothing; they do not mean everything.
  if (words.length === 0 && (q ?? '').trim() !== '') return { items: [], next: null }
  const rows = await list(ctx.db, { ...filter, words }, scope, page.cursor ?? '', page.limit + 1)
  const items = rows.slice(0, page.limit)
  return { items, next: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null }
}
