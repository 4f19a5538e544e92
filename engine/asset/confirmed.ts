import type { Asset, Scope } from '#model'
import type { Ctx } from '#engine/context'
import { selectConfirmed } from './store.ts'

/** The assets of these types that a person has confirmed and placed, in order of name; a learned one is not among them. */
export function confirmedAssets(
  ctx: Pick<Ctx, 'db'>,
  types: readonly string[],
  scope: Scope,
  limit: number,
): Promise<(Asset & { lat: number; lon: number })[]> {
  return selectConfirmed(ctx.db, types, scope, limit)
}
