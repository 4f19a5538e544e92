import type { Sql } from '#platform/database'

/** What a consumer keeps in memory beside its cursor. */
export interface Kept {
  /** This process has come to own the stream: whatever is in memory may be old. */
  begin(): Promise<void>
  /** Before the cursor is saved: what was handled up to it must not be known to memory alone. */
  save(): Promise<void>
}

/** How far a consumer has come, in memory at once and in the database within seconds. */
export interface Cursor {
  readonly position: () => number
  /** Reads where the consumer stood, whichever process it was in. */
  load(): Promise<void>
  moveTo(seq: number): void
  /** Saves when it is time: many entries ago, or a while. */
  keep(): Promise<void>
  /** Saves what is not saved yet. */
  keepNow(): Promise<void>
}

const SAVE_EVERY = 5000
/** A cursor that is saved after each look would cost a small message as much as the message itself. */
const SAVE_MS = 2000

export function openCursor(db: Sql, consumer: string, kept: Kept): Cursor {
  let position = 0
  let saved = 0
  let savedAt = 0
  async function keepNow(): Promise<void> {
    if (position === saved) return
    await kept.save()
    await db.query(
      `insert into journal_cursor (consumer, stream, seq) values ($1, 1, $2)
       on conflict (consumer, stream) do update set seq = excluded.seq`,
      [consumer, position],
    )
    saved = position
    savedAt = performance.now()
  }
  return {
    position: () => position,
    async load() {
      const rows = await db.query<{ seq: number }>(
        'select seq from journal_cursor where consumer = $1 and stream = 1',
        [consumer],
      )
      position = saved = Number(rows[0]?.seq ?? 0)
    },
    moveTo: (seq) => void (position = seq),
    async keep() {
      if (position - saved >= SAVE_EVERY || performance.now() - savedAt >= SAVE_MS) await keepNow()
    },
    keepNow,
  }
}
