import { EVERYTHING, type Person, Problem } from '#model'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { removeFactor } from './factor-store.ts'
import { type Invitation, LINK_LIFE, personOf } from './invite.ts'
import { removeIdentities } from './oidc-store.ts'
import { type Manager, actorOf } from './manager.ts'
import { newSecret, secretDigest } from './secret.ts'
import { revokeSessions } from './session-store.ts'
import { accountOf, insertInvitation, lockPeople, reinvite, voidInvitations } from './store.ts'

/**
 * Gives somebody who lost password or phone, or whose account was disabled, a one-time link to begin anew with the same
 * grants: the password, the second factor, the links to identity
 * providers and every session are gone at once. `not_found` for another agency's person and
 * for an account of the demonstration.
 */
export async function recover(
  shared: Pick<Shared, 'db' | 'clock'>,
  manager: Manager,
  of: { readonly by: 'id' | 'login'; readonly value: string },
): Promise<Invitation> {
  const secret = newSecret()
  const now = shared.clock.now()
  const expires = now + LINK_LIFE
  const person = await shared.db.transaction(async (tx): Promise<Person> => {
    await lockPeople(tx)
    const before = await accountOf(tx, of.by, of.value, manager.scope)
    if (!before || before.demo) throw new Problem('not_found')
    const { id, name } = before
    await reinvite(tx, id, name)
    await voidInvitations(tx, [id], now)
    const factor = await removeFactor(tx, id)
    await removeIdentities(tx, id)
    const sessions = await revokeSessions(tx, id, now)
    await insertInvitation(tx, secretDigest(secret), id, expires)
    await record(tx, shared, {
      actor: actorOf(manager),
      act: 'person.recover',
      subject: id,
      detail: { before: { state: before.state, factor }, after: { state: 'invited', factor: false }, sessions },
    })
    const after = await accountOf(tx, 'id', id, EVERYTHING)
    if (!after) throw new Problem('internal')
    return personOf(after)
  })
  return { person, secret, expires }
}
