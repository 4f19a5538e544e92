import { DAY } from '#model'
import { record } from '#engine/audit'
import type { Ctx, Shared } from '#engine/context'
import { pollDue, setDue } from '#engine/due'
import { revokeSessions } from './session-store.ts'
import { idlePeople, lockPeople, setState } from './store.ts'

/** TCVN 14423:2026: an account that nobody used for so long is closed. */
const IDLE_LIFE = 45 * DAY
const KIND = 'person.idle'

/**
 * Closes the accounts that were not used for 45 days, counted from their newest session or from the day on which they
 * became active; answers how many. Also the last administrator's: `npm run person -- recover` opens it again.
 */
export async function disableIdle(shared: Pick<Shared, 'db' | 'clock'>): Promise<number> {
  return shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    const now = shared.clock.now()
    const idle = await idlePeople(tx, now - IDLE_LIFE)
    for (const { id, seen } of idle) {
      await setState(tx, id, 'disabled')
      const sessions = await revokeSessions(tx, id, now)
      await record(tx, shared, {
        actor: { kind: 'system', id: 'account-rules' },
        act: 'person.disable',
        subject: id,
        detail: { before: { state: 'active' }, after: { state: 'disabled' }, idle_since: seen, sessions },
      })
    }
    return idle.length
  })
}

/** Looks at the start and once a day on the context's clock; for `live`, where people are. */
export async function runAccountRules(
  ctx: Pick<Ctx, 'db' | 'clock' | 'log' | 'journal'>,
): Promise<{ look(): Promise<void>; stop(): Promise<void> }> {
  await setDue(ctx.db, [{ kind: KIND, key: 'daily', at: ctx.clock.now() }])
  return pollDue(ctx, KIND, async () => {
    const closed = await disableIdle(ctx)
    if (closed > 0) ctx.log.warn({ closed }, 'accounts that nobody used for 45 days were closed')
    return ctx.clock.now() + DAY
  })
}
