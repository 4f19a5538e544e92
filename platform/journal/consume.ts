import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '#platform/database'
import type { Log } from '#platform/log'
import type { Journal, JournalEntry } from './journal.ts'

export interface Consumer {
  /** Ends after the entries in hand. */
  stop(): Promise<void>
  /** Resolves when everything committed so far has been handled. */
  caughtUp(): Promise<void>
  /** The last seq handled. */
  position(): number
}

/** What a consumer keeps in memory beside its cursor. */
export interface Kept {
  /** This process has come to own the stream: whatever is in memory may be old. */
  begin(): Promise<void>
  /** Before the cursor is saved: what was handled up to it must not be known to memory alone. */
  save(): Promise<void>
}

const BATCH = 200
const SAVE_EVERY = 5000
/** A cursor that is saved after each look would cost a small message as much as the message itself. */
const SAVE_MS = 2000
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
  let position = 0
  let saved = 0
  let savedAt = 0
  let owning = false
  const turns = takeTurns(work)

  async function work(): Promise<void> {
    try {
      if (!ctx.journal.ready()) {
        owning = false
        return
      }
      if (!owning) {
        position = saved = await cursor(ctx.db, name)
        await kept.begin()
        owning = true
      }
      while (!turns.stopped()) {
        const entries = await ctx.journal.read(position, BATCH)
        const last = entries.at(-1)
        if (!last) break
        await handle(entries)
        position = last.seq
        if (position - saved >= SAVE_EVERY) await keep()
      }
      if (position !== saved && performance.now() - savedAt >= SAVE_MS) await keep()
    } catch (error) {
      if (!turns.stopped())
        ctx.log.warn({ error, consumer: name, position }, 'a consumer of the journal stopped; it tries again')
      await sleep(turns.stopped() ? 0 : RETRY_MS)
    }
  }
  async function keep(): Promise<void> {
    await kept.save()
    await save(ctx.db, name, position)
    saved = position
    savedAt = performance.now()
  }
  const silence = ctx.journal.onRing(() => void turns.wake())
  void turns.wake()
  return {
    position: () => position,
    async caughtUp() {
      const target = ctx.journal.head()
      while (position < target && !turns.stopped()) {
        await turns.wake()
        // Without the stream a turn ends at once: the wait must not keep everything else from running.
        if (position < target) await sleep(10)
      }
    },
    async stop() {
      silence()
      await turns.stop()
      if (owning && position !== saved && ctx.journal.ready()) {
        await keep().catch((error: unknown) => ctx.log.warn({ error, consumer: name }, 'a cursor was not saved'))
      }
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

async function cursor(db: Sql, name: string): Promise<number> {
  const rows = await db.query<{ seq: number }>('select seq from journal_cursor where consumer = $1 and stream = 1', [
    name,
  ])
  return Number(rows[0]?.seq ?? 0)
}

async function save(db: Sql, name: string, seq: number): Promise<void> {
  await db.query(
    `insert into journal_cursor (consumer, stream, seq) values ($1, 1, $2)
     on conflict (consumer, stream) do update set seq = excluded.seq`,
    [name, seq],
  )
}
