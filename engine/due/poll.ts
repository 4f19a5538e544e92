import type { Ctx } from '#engine/context'
import { type Due, deleteDue, selectDue, setDue } from './store.ts'

export interface DuePoll {
  /** Looks now, and again until nothing is due. */
  look(): Promise<void>
  stop(): Promise<void>
}

const LOOK_MS = 1000
const BATCH = 500

/**
 * Hands each deadline of a kind that has passed on the context's clock to `handle`, which answers the next one for the
 * same key or nothing. A deadline is removed after it was handled: a crash between the two handles it again.
 */
export function pollDue(
  ctx: Pick<Ctx, 'db' | 'clock' | 'log' | 'journal'>,
  kind: string,
  handle: (due: Due) => Promise<number | undefined>,
): DuePoll {
  let stopped = false
  let turn: Promise<void> | undefined

  async function work(): Promise<void> {
    try {
      while (!stopped && ctx.journal.ready()) {
        const list = await selectDue(ctx.db, kind, ctx.clock.now(), BATCH)
        for (const due of list) {
          const next = await handle(due)
          if (next === undefined) await deleteDue(ctx.db, due)
          else await setDue(ctx.db, [{ ...due, at: next }])
        }
        if (list.length < BATCH) return
      }
    } catch (error) {
      if (!stopped) ctx.log.warn({ error, kind }, 'deadlines could not be handled; they are tried again')
    }
  }
  function look(): Promise<void> {
    turn ??= work().finally(() => (turn = undefined))
    return turn
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  timer.unref()
  return {
    look,
    async stop() {
      stopped = true
      clearInterval(timer)
      await turn
    },
  }
}
