import type { Asset, Scope } from '#model'
import type { Ctx } from '#engine/context'
import { select } from './store.ts'

/** The assets of these ids that the scope covers, by id. */
export async function findAssets(
  ctx: Pick<Ctx, 'db'>,
  ids: readonly string[],
  scope: Scope,
): Promise<Map<string, Asset>> {
  const rows = ids.length === 0 ? [] : await select(ctx.db, ids, scope)
  return new Map(rows.map((asset) => [asset.id, asset]))
}
