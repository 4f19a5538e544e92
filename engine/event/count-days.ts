import { setTimeout as sleep } from 'node:timers/promises'
import { DAY, HOUR, MINUTE, bucketStart } from '#model'
import type { Ctx } from '#engine/context'
import { beginDay, countLexemes, finishDay, selectUncounted } from './count-store.ts'
import { selectReach } from './store.ts'

type Counting = Pick<Ctx, 'db' | 'journal' | 'clock'>

/** A day is counted when it has been over for this long: most of what is late has come by then. */
const SETTLED = HOUR
const ROUND = 5 * MINUTE
/** Days of one round. */
const BATCH = 400

/** Counts finished days that are not counted, the newest first; answers how many it has looked at. */
export async function countDays(ctx: Counting, signal?: AbortSignal): Promise<number> {
  const reach = await selectReach(ctx.db)
  if (!reach) return 0
  const end = bucketStart(Math.min(ctx.clock.now() - SETTLED, reach.last + DAY), DAY)
  const days = await selectUncounted(ctx.db, bucketStart(reach.first, DAY), end, BATCH)
  for (const day of days) {
    if (signal?.aborted) break
    await countDay(ctx, day)
  }
  return days.length
}

/**
 * The count is made beside the writers. What they commit after the first step takes the day's row away, and then the last
 * step keeps nothing: a count that was kept is exact.
 */
async function countDay(ctx: Counting, day: number): Promise<void> {
  await ctx.journal.commit(async (tx) => ({ result: await beginDay(tx, day), notes: [] }))
  const counts = await countLexemes(ctx.db, day)
  await ctx.journal.commit(async (tx) => ({ result: await finishDay(tx, day, counts), notes: [] }))
}

/** Counts days in rounds until `signal`. */
export async function runDayCounts(ctx: Counting & Pick<Ctx, 'log'>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const looked = ctx.journal.ready()
      ? await countDays(ctx, signal).catch((error: unknown) => {
          if (!signal.aborted) ctx.log.warn({ err: error }, 'days of events are not counted; tried again')
          return 0
        })
      : 0
    if (looked < BATCH) await sleep(ROUND, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
