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
export async function acquire(
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
