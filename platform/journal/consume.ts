import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '#platform/database'
import type { Log } from '#platform/log'
import { type Kept, openCursor } from './cursor.ts'
import type { Journal, JournalEntry } from './journal.ts'

export interface Consumer {
  /** Ends after the entries in hand. */
  stop(): Promise<void>
  /** Resolves when everything committed so far has been handled. */
  caughtUp(): Promise<void>
  /** The last seq handled. */
  position(): number
}

const BATCH = 200
const RETRY_MS = 1000
const NOTHING: Kept = { begin: async () => undefined, save: async () => undefined }

/**
 * Hands the journal's entries to `handle` in order, starting behind the consumer's cursor. The cursor follows within
 * seconds, so what is handled must bear being handled again after a crash. Only the process that owns the stream
 * consumes: whenever it comes to own it, the cursor is read anew and `begin` is called first.
 */
export async function consume(
  ctx: { journal: Journal; db: Sql; log: Log },
  name: string,
  handle: (entries: readonly JournalEntry[]) => Promise<void>,
  kept: Kept = NOTHING,
): Promise<Consumer> {
  const cursor = openCursor(ctx.db, name, kept)
  let owning = false
  const turns = takeTurns(work)

  async function work(): Promise<void> {
    try {
      if (!ctx.journal.ready()) {
        owning = false
        return
      }
      if (!owning) {
        await cursor.load()
        await kept.begin()
        owning = true
      }
      while (!turns.stopped()) {
        const entries = await ctx.journal.read(cursor.position(), BATCH)
        const last = entries.at(-1)
        if (!last) break
        await handle(entries)
        cursor.moveTo(last.seq)
        await cursor.keep()
      }
      await cursor.keep()
    } catch (error) {
      const at = { error, consumer: name, position: cursor.position() }
      if (!turns.stopped()) ctx.log.warn(at, 'a consumer of the journal stopped; it tries again')
      await sleep(turns.stopped() ? 0 : RETRY_MS)
    }
  }
  const silence = ctx.journal.onRing(() => void turns.wake())
  void turns.wake()
  return {
    position: cursor.position,
    async caughtUp() {
      const target = ctx.journal.head()
      while (cursor.position() < target && !turns.stopped()) {
        await turns.wake()
        // Without the stream a turn ends at once: the wait must not keep everything else from running.
        if (cursor.position() < target) await sleep(10)
      }
    },
    async stop() {
      silence()
      await turns.stop()
      if (!owning || !ctx.journal.ready()) return
      await cursor
        .keepNow()
        .catch((error: unknown) =>
          ctx.log.warn({ error, consumer: name }, 'a cursor was not saved; it is handled again'),
        )
    },
  }
}

/** Runs `work` again and again while it is woken, one turn at a time. */
function takeTurns(work: () => Promise<void>) {
  let stopped = false
  // Set by every call: one that comes while the last look ends must lead to another look.
  let called = false
  let turn: Promise<void> | undefined
  async function run(): Promise<void> {
    while (called && !stopped) {
      called = false
      await work()
    }
    turn = undefined
  }
  return {
    stopped: () => stopped,
    wake(): Promise<void> {
      called = true
      turn ??= run()
      return turn
    },
    async stop(): Promise<void> {
      stopped = true
      await turn
    },
  }
}
