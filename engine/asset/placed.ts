import { EVERYTHING } from '#model'
import type { Ctx } from '#engine/context'
import { type LocatedAsset, selectPlaced, selectPlacedStamp } from './store.ts'

/** The assets of every agency that have a place: for maps that are kept, and held against each reader's scope later. */
export function placedAssets(ctx: Pick<Ctx, 'db'>): Promise<LocatedAsset[]> {
  return selectPlaced(ctx.db, EVERYTHING)
}

/** Another text when what `placedAssets` answers has changed: for asking whether what is kept still holds. */
export function placedStamp(ctx: Pick<Ctx, 'db'>): Promise<string> {
  return selectPlacedStamp(ctx.db)
}
