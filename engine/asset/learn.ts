import type { Ctx } from '#engine/context'
import { insertLearned } from './store.ts'

/** Stores assets that a `learn` source has named for the first time: grey until a person confirms them. */
export async function learnAssets(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  ids: readonly string[],
  of: { type: string; service: string; agency: string | null },
): Promise<void> {
  await insertLearned(ctx.db, ids, of, ctx.clock.now())
}
