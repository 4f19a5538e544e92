import { type Actor, record } from '#engine/audit'
import type { Ctx } from '#engine/context'
import type { Database } from '#platform/database'
import { standsOn } from './day.ts'
import { deleteShapes, lockMaps } from './map-store.ts'
import { forgetRegisters } from './register.ts'
import { everyUnit } from './store.ts'

/**
 * Takes the imported boundaries of the units of a day away again: their approximate cells count once more. Units that a
 * map had added stay. Answers the codes of the units that had one; nothing is recorded when none did.
 */
export async function forgetMap(
  owner: Database,
  ctx: Pick<Ctx, 'clock'>,
  of: { day: string; actor: Actor },
): Promise<string[]> {
  const codes = await owner.transaction(async (tx) => {
    await lockMaps(tx)
    const standing = (await everyUnit(tx)).filter((unit) => standsOn(unit, of.day))
    const gone = await deleteShapes(
      tx,
      standing.map((unit) => unit.id),
    )
    if (gone.length > 0) {
      await record(tx, ctx, { actor: of.actor, act: 'unit.forget', subject: of.day, detail: { codes: gone } })
    }
    return gone
  })
  forgetRegisters()
  return codes
}
