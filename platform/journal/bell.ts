import type { Database } from '#platform/database'
import type { Log } from '#platform/log'
import type { Client } from 'pg'

/** Rings after commits, carries no data: whoever hears it reads the journal. */
export interface Bell {
  ring(): void
  onRing(listener: () => void): () => void
  close(): Promise<void>
}

interface Ground {
  context(name: string): Database
  connect(name: string): Promise<Client>
}

/** At most 20 notifications a second; listeners look each second in any case, so a lost one costs a second. */
const QUIET_MS = 50
const LOOK_MS = 1000

export async function openBell(ground: Ground, context: string, log: Log): Promise<Bell> {
  const channel = `serepok_${context}`
  const listeners = new Set<() => void>()
  const tell = (): void => listeners.forEach((listener) => listener())
  let client: Client | undefined
  let closed = false
  let pending: NodeJS.Timeout | undefined

  async function listen(): Promise<void> {
    if (closed || client) return
    try {
      const fresh = await ground.connect(context)
      client = fresh
      fresh.on('error', () => undefined)
      fresh.on('end', () => (client = undefined))
      fresh.on('notification', tell)
      await fresh.query(`listen ${channel}`)
    } catch (error) {
      log.warn({ error, context }, 'the bell cannot be heard: looking each second')
      client = undefined
    }
  }
  await listen()
  const look = setInterval(() => {
    tell()
    void listen()
  }, LOOK_MS)
  look.unref()

  return {
    ring() {
      // Those in this process need not wait for the database to tell them.
      setImmediate(tell)
      pending ??= setTimeout(() => {
        pending = undefined
        if (!closed)
          ground
            .context(context)
            .query(`select pg_notify('${channel}', '')`)
            .catch(() => undefined)
      }, QUIET_MS)
      pending.unref()
    },
    onRing(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      closed = true
      clearInterval(look)
      clearTimeout(pending)
      await client?.end().catch(() => undefined)
    },
  }
}
