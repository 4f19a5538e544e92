import { randomBytes, randomUUID } from 'node:crypto'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { LINK_LIFE } from './invite.ts'
import { newSecret, secretDigest } from './secret.ts'
import { administrators, insertInvitation, insertPerson, lockPeople, replaceGrants, voidInvitations } from './store.ts'

/**
 * The secret of a one-time link for the first administrator of the province, or undefined when one is active. The link
 * lives for 24 hours; a new call makes a new link and voids the one before.
 */
export async function firstAdministrator(shared: Pick<Shared, 'db' | 'clock'>): Promise<string | undefined> {
  const now = shared.clock.now()
  return shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    if ((await administrators(tx, 'active')).length > 0) return undefined
    const waiting = await administrators(tx, 'invited')
    await voidInvitations(tx, waiting, now)
    const id = waiting[0] ?? randomUUID()
    if (waiting.length === 0) {
      const salt = randomBytes(16)
      await insertPerson(
        tx,
        { id, name: 'Quản trị viên', login: id, hash: null, demo: false, state: 'invited', salt },
        now,
      )
      await replaceGrants(tx, id, [{ role: 'administrator', agency: null, service: null, unit: null }], now)
    }
    const secret = newSecret()
    await insertInvitation(tx, secretDigest(secret), id, now + LINK_LIFE)
    await record(tx, shared, {
      actor: { kind: 'system', id: 'start' },
      act: 'person.invite',
      subject: id,
      detail: { first: true, grants: [{ role: 'administrator', agency: null, service: null, unit: null }] },
    })
    return secret
  })
}
