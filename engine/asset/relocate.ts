import { EVERYTHING } from '#model'
import { type Actor, record } from '#engine/audit'
import type { Ctx } from '#engine/context'
import { locateUnit } from '#engine/territory'
import { selectPlaced, setUnits } from './store.ts'

/**
 * Finds again the unit that every asset of a context lies in, after boundaries have changed. `live` is where the units
 * are. What moved is changed and put on the context's audit trail together; answers how many did.
 */
export async function relocateAssets(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  live: Pick<Ctx, 'db'>,
  actor: Actor,
): Promise<number> {
  const now = ctx.clock.now()
  const moved: { id: string; from: string | null; to: string | null }[] = []
  for (const { id, lat, lon, unit } of await selectPlaced(ctx.db, EVERYTHING)) {
    const to = await locateUnit(live, lat, lon, now)
    if (to !== unit) moved.push({ id, from: unit, to })
  }
  if (moved.length === 0) return 0
  await ctx.db.transaction(async (tx) => {
    await setUnits(tx, moved)
    await record(tx, ctx, {
      actor,
      act: 'asset.relocate',
      subject: moved.length === 1 ? (moved[0]?.id ?? '') : `${moved.length} assets`,
      detail: { moved },
    })
  })
  return moved.length
}
