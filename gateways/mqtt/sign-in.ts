import type { Socket } from 'node:net'
import type { Caller, Ctx } from '#engine/context'
import type { Client } from 'aedes'

/** Who is on which connection. */
export interface SignIns {
  /** Whether the name and the token belong together and may send. */
  enter(client: Client, username: string | undefined, token: string): Promise<boolean>
  known(client: Client): boolean
  /** Who speaks on a connection; undefined for a stranger and for one whose token has been revoked. */
  callerOf(client: Client | null): Promise<Caller | undefined>
}

/** A connection lives for weeks and a token may be revoked meanwhile: it is asked for again after so long (ms). */
const TRUST_MS = 5000

export function openSignIns(
  clock: Ctx['clock'],
  authenticate: (token: string, address: string | undefined) => Promise<Caller | undefined>,
): SignIns {
  const callers = new WeakMap<Client, { caller: Caller; token: string; since: number }>()
  async function enter(client: Client, username: string | undefined, token: string): Promise<boolean> {
    const caller = await authenticate(token, (client.conn as Socket).remoteAddress)
    const may = caller !== undefined && caller.name === username && caller.permissions.has('ingest')
    if (may) callers.set(client, { caller, token, since: clock.now() })
    else callers.delete(client)
    return may
  }
  return {
    enter,
    known: (client) => callers.has(client),
    async callerOf(client) {
      const one = client && callers.get(client)
      if (!one) return undefined
      if (clock.now() - one.since >= TRUST_MS) await enter(client, one.caller.name, one.token)
      return callers.get(client)?.caller
    },
  }
}
