import type { Scope } from '#model'
import type { Ctx } from '#engine/context'
import { staleFrom } from '#engine/source'
import { selectNewestGood } from './store.ts'

/** Epoch ms throughout; `staleFrom` by the rhythm of its source. */
export interface GoodValue {
  readonly asset: string
  readonly property: string
  readonly at: number
  readonly value: number
  readonly receivedAt: number
  readonly staleFrom: number
}

/** The newest unflagged value of each of these properties of these assets, with from ≤ at ≤ to, whichever source sent it. */
export async function newestGood(
  ctx: Pick<Ctx, 'db'>,
  of: { assets: readonly string[]; properties: readonly string[]; from: number; to: number },
  scope: Scope,
): Promise<GoodValue[]> {
  const newest = new Map<string, GoodValue>()
  for (const row of await selectNewestGood(ctx.db, of, scope)) {
    const key = `${row.asset}\0${row.property}`
    const before = newest.get(key)
    if (before && before.at >= row.at) continue
    const { asset, property, at, value } = row
    newest.set(key, { asset, property, at, value, receivedAt: row.received_at, staleFrom: staleFrom(at, row) })
  }
  return [...newest.values()]
}
