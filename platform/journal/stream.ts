import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#platform/log'
import type { Client } from 'pg'

interface Ground {
  connect(context: string): Promise<Client>
}

/** The first key of the advisory lock; the second is made of context and stream. */
const LOCK = 0x5e7e

/**
 * Takes the stream: a session-level advisory lock on the very connection that will write, so that whoever loses the
 * connection has lost the right to write as well. Answers undefined while another process holds it.
 */
async function acquire(
  ground: Ground,
  context: string,
  stream: number,
): Promise<{ client: Client; seq: number } | undefined> {
  const client = await ground.connect(context)
  try {
    const lock = await client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(${LOCK}, hashtext($1 || ':' || $2::text)) as held`,
      [context, stream],
    )
    if (!lock.rows[0]?.held) {
      await client.end()
      return undefined
    }
    const last = await client.query<{ seq: number }>(
      'select coalesce(max(seq), 0) as seq from journal where stream = $1',
      [stream],
    )
    return { client, seq: Number(last.rows[0]?.seq ?? 0) }
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

/** The right to write a stream, while it lasts. */
export interface Stream {
  /** The connection that writes, and the last seq it has written; undefined while another process holds the stream. */
  held(): { readonly client: Client; seq: number } | undefined
  close(): Promise<void>
}

const RETRY_MS = 300

/** Takes the stream as soon as it is free, and again whenever the connection was lost. */
export function holdStream(ground: Ground, context: string, stream: number, log: Log): Stream {
  let now: { client: Client; seq: number } | undefined
  let closed = false

  async function take(): Promise<void> {
    while (!closed && now === undefined) {
      try {
        const taken = await acquire(ground, context, stream)
        if (!taken) await sleep(RETRY_MS)
        else if (closed) await taken.client.end()
        else {
          now = taken
          taken.client.on('end', () => {
            if (now?.client !== taken.client) return
            now = undefined
            void take()
          })
        }
      } catch (error) {
        log.warn({ error, context }, 'the journal stream cannot be held yet')
        await sleep(RETRY_MS)
      }
    }
  }
  void take()
  return {
    held: () => now,
    async close() {
      closed = true
      const last = now
      now = undefined
      await last?.client.end()
    },
  }
}
