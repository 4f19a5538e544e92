import { Problem } from '#model'
import type { Database, Sql } from '#platform/database'
import type { Log } from '#platform/log'
import type { Client } from 'pg'
import { openBell } from './bell.ts'
import { holdStream } from './stream.ts'

/** One committed entry: key (stream, seq). A payload that every consumer has passed may be gone; the header stays. */
export interface JournalEntry {
  readonly seq: number
  readonly kind: string
  readonly source: string | null
  readonly receivedAt: number
  readonly payload: unknown
}

/** What a piece of work leaves in the journal. `payload` is JSON. */
export interface Note {
  readonly kind: string
  readonly source: string | null
  readonly receivedAt: number
  readonly payload: unknown
}

export interface Journal {
  /**
   * Runs `work` in a transaction of the stream's own connection, one after the other, and writes its notes as entries
   * `seq`, `seq + 1`, … in the same transaction. Resolves after the commit and never before; throws `unavailable` when
   * the stream is not ours (another process holds it, the database is away).
   */
  commit<Result>(work: (tx: Sql, seq: number) => Promise<{ result: Result; notes: readonly Note[] }>): Promise<Result>
  /** Entries after `seq`, in order. */
  read(after: number, limit: number): Promise<JournalEntry[]>
  /** The last seq that this process has committed while it owned the stream. */
  head(): number
  /** The last committed seq, whoever owns the stream. */
  latest(): Promise<number>
  /** Whether this process owns the stream now. */
  ready(): boolean
  /** Called after commits of this or another process, and each second in any case. Answers how to stop. */
  onRing(listener: () => void): () => void
  close(): Promise<void>
}

interface Ground {
  context(name: string): Database
  connect(name: string): Promise<Client>
}

/** One stream per accepting process; the first is enough until a province runs more than one of them. */
const STREAM = 1

type Work<Result> = (tx: Sql, seq: number) => Promise<{ result: Result; notes: readonly Note[] }>

export async function openJournal(ground: Ground, context: string, log: Log): Promise<Journal> {
  const db = ground.context(context)
  const bell = await openBell(ground, context, log)
  const stream = holdStream(ground, context, STREAM, log)
  let head = 0
  let tail: Promise<unknown> = Promise.resolve()

  async function run<Result>(work: Work<Result>): Promise<Result> {
    const held = stream.held()
    if (held === undefined) throw new Problem('unavailable', { retryAfter: 1 })
    const before = held.seq
    try {
      return await commitOn(held, work)
    } finally {
      if (held.seq > before) bell.ring()
    }
  }
  return {
    commit(work) {
      const turn = tail.then(() => run(work))
      tail = turn.catch(() => undefined)
      return turn
    },
    read: (after, limit) => read(db, after, limit),
    head: () => (head = stream.held()?.seq ?? head),
    latest: async () => stream.held()?.seq ?? (await lastSeq(db)),
    ready: () => stream.held() !== undefined,
    onRing: (listener) => bell.onRing(listener),
    async close() {
      await tail
      await bell.close()
      await stream.close()
    },
  }
}

/** One transaction on the stream's connection; its seq moves on only when the commit has returned. */
async function commitOn<Result>(held: { readonly client: Client; seq: number }, work: Work<Result>): Promise<Result> {
  const { client } = held
  const tx: Sql = { query: async (text, values) => (await client.query(text, values ? [...values] : undefined)).rows }
  try {
    await client.query('begin')
    const { result, notes } = await work(tx, held.seq + 1)
    if (notes.length > 0) await write(tx, held.seq + 1, notes)
    await client.query('commit')
    held.seq += notes.length
    return result
  } catch (error) {
    // A rollback that fails leaves a connection in an unknown state: it goes, and its lock with it.
    await client.query('rollback').catch(() => client.end().catch(() => undefined))
    throw error
  }
}

async function write(tx: Sql, first: number, notes: readonly Note[]): Promise<void> {
  await tx.query(
    `insert into journal (stream, seq, kind, source, received_at, payload)
     select ${STREAM}, x.seq, x.kind, x.source, x.received_at, convert_to(x.payload, 'UTF8')
     from unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::text[])
       as x (seq, kind, source, received_at, payload)`,
    [
      notes.map((_, index) => first + index),
      notes.map((note) => note.kind),
      notes.map((note) => note.source),
      notes.map((note) => new Date(note.receivedAt).toISOString()),
      notes.map((note) => JSON.stringify(note.payload)),
    ],
  )
}

async function lastSeq(db: Sql): Promise<number> {
  const [row] = await db.query<{ seq: number }>(`select max(seq) as seq from journal where stream = ${STREAM}`)
  return row?.seq ?? 0
}

async function read(db: Sql, after: number, limit: number): Promise<JournalEntry[]> {
  const rows = await db.query<{
    seq: number
    kind: string
    source: string | null
    received_at: number
    payload: Buffer | null
  }>(
    `select seq, kind, source, received_at, payload from journal
     where stream = ${STREAM} and seq > $1 order by seq limit $2`,
    [after, limit],
  )
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    source: row.source,
    receivedAt: row.received_at,
    payload: row.payload === null ? null : JSON.parse(row.payload.toString('utf8')),
  }))
}
