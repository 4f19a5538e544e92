import { type Person, Problem } from '#model'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { personOf } from './invite.ts'
import { type Manager, actorOf } from './manager.ts'
import { revokeSessions } from './session-store.ts'
import { accountOf, administrators, lockPeople, setState, voidInvitations } from './store.ts'

/**
 * Closes an account: its sessions and open links end now. `not_found` for another agency's person, `conflict` for the
 * last active administrator of the province, without whom nobody could ask another in.
 */
export async function disable(shared: Pick<Shared, 'db' | 'clock'>, manager: Manager, id: string): Promise<Person> {
  return shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    const now = shared.clock.now()
    const before = await accountOf(tx, 'id', id, manager.scope)
    if (!before) throw new Problem('not_found')
    if (before.state === 'disabled') return personOf(before)
    const active = await administrators(tx, 'active')
    if (active.length === 1 && active[0] === id) {
      throw new Problem('conflict', { detail: 'the last active administrator' })
    }
    await setState(tx, id, 'disabled')
    await voidInvitations(tx, [id], now)
    const sessions = await revokeSessions(tx, id, now)
    await record(tx, shared, {
      actor: actorOf(manager),
      act: 'person.disable',
      subject: id,
      detail: { before: { state: before.state }, after: { state: 'disabled' }, sessions },
    })
    return personOf({ ...before, state: 'disabled' })
  })
}
