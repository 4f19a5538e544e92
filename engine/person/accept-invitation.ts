import { EVERYTHING, type Person, Problem } from '#model'
import { digest, record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { personOf } from './invite.ts'
import { checkPassword, hashPassword, isNew } from './password.ts'
import { secretDigest } from './secret.ts'
import { accountOf, activate, invited, lockPeople, spendInvitation } from './store.ts'

/**
 * Turns an invited person into an active one, with the name, login and password that they chose. The link works once:
 * `link_used` after that, past its 24 hours, or when a newer one was made. `conflict` for a login in use.
 */
export async function acceptInvitation(
  shared: Pick<Shared, 'db' | 'clock'>,
  input: { readonly secret: string; readonly name: string; readonly login: string; readonly password: string },
): Promise<Person> {
  const link = secretDigest(input.secret)
  if (!(await invited(shared.db, link, shared.clock.now(), false))) throw new Problem('link_used')
  checkPassword(input.password, input.login, false)
  const hash = await hashPassword(input.password)
  return shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    const now = shared.clock.now()
    const id = await invited(tx, link, now, true)
    const before = id && (await accountOf(tx, 'id', id, EVERYTHING))
    if (!before) throw new Problem('link_used')
    if (!(await isNew(tx, id, input.password))) throw new Problem('password_reused', { pointer: '/password' })
    if (!(await activate(tx, id, { name: input.name, login: input.login, hash, at: now }))) {
      throw new Problem('conflict', { pointer: '/login' })
    }
    await spendInvitation(tx, link, now)
    await record(tx, shared, {
      actor: { kind: 'person', id },
      act: 'person.accept',
      subject: id,
      detail: {
        before: {
          state: before.state,
          name: digest(before.salt, before.name),
          login: digest(before.salt, before.login),
        },
        after: { state: 'active', name: digest(before.salt, input.name), login: digest(before.salt, input.login) },
      },
    })
    return personOf({ ...before, name: input.name, login: input.login, state: 'active' })
  })
}
