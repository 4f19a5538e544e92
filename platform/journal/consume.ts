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

const BATCH = 200
const SAVE_EVERY = 5000
const RETRY_MS = 1000

/**
 * Hands the journal's entries to `handle` in order, starting behind the consumer's cursor. The cursor moves after
 * `handle` returns, so what is handled must bear being handled again after a crash.
 */
export async function consume(
  ctx: { journal: Journal; db: Sql; log: Log },
  name: string,
  handle: (entries: readonly JournalEntry[]) => Promise<void>,
): Promise<Consumer> {
  let position = await cursor(ctx.db, name)
  let saved = position
  let stopped = false
  // Set by every ring: one that comes while the last look ends must lead to another look.
  let rung = false
  let turn: Promise<void> | undefined

  async function work(): Promise<void> {
    try {
      while (!stopped) {
        const entries = await ctx.journal.read(position, BATCH)
        const last = entries.at(-1)
        if (!last) break
        await handle(entries)
        position = last.seq
        if (position - saved >= SAVE_EVERY) await keep()
      }
      if (position !== saved) await keep()
    } catch (error) {
      if (!stopped)
        ctx.log.warn({ error, consumer: name, position }, 'a consumer of the journal stopped; it tries again')
      await new Promise((done) => setTimeout(done, stopped ? 0 : RETRY_MS))
    }
  }
  async function keep(): Promise<void> {
    await save(ctx.db, name, position)
    saved = position
  }
  async function loop(): Promise<void> {
    while (rung && !stopped) {
      rung = false
      await work()
    }
    turn = undefined
  }
  function wake(): Promise<void> {
    rung = true
    turn ??= loop()
    return turn
  }
  const silence = ctx.journal.onRing(() => void wake())
  void wake()
  return {
    position: () => position,
    async caughtUp() {
      const target = ctx.journal.head()
      while (position < target && !stopped) await wake()
    },
    async stop() {
      stopped = true
      silence()
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
