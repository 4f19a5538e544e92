import { EVERYTHING, HOUR, type Grant, type Person, Problem } from '#model'
import { digest, record } from '#engine/audit'
import type { Shared } from '#engine/context'
import type { Sql } from '#platform/database'
import { randomBytes, randomUUID } from 'node:crypto'
import { type Manager, actorOf, checkGrants } from './manager.ts'
import { newSecret, secretDigest } from './secret.ts'
import {
  type Account,
  accountOf,
  insertInvitation,
  insertPerson,
  lockPeople,
  reinvite,
  replaceGrants,
  voidInvitations,
} from './store.ts'

/** A link on paper or in a message must not wait for its finder. */
export const LINK_LIFE = 24 * HOUR

export interface Invitation {
  readonly person: Person
  /** Shown once: the link is `/moi/<secret>`. */
  readonly secret: string
  /** Epoch ms. */
  readonly expires: number
}

/**
 * Asks a person in. Somebody who was invited before, or whose account was disabled, gets a new link and the grants of
 * this invitation. `forbidden` for a place outside the manager's scope, `conflict` for a login in use.
 */
export async function invite(
  shared: Pick<Shared, 'db' | 'clock'>,
  manager: Manager,
  input: { readonly name: string; readonly login: string; readonly grants: readonly Grant[] },
): Promise<Invitation> {
  await checkGrants(shared, manager, input.grants)
  const secret = newSecret()
  const now = shared.clock.now()
  const expires = now + LINK_LIFE
  const person = await shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    const before = await accountOf(tx, 'login', input.login, EVERYTHING)
    const own = before && (await accountOf(tx, 'login', input.login, manager.scope))
    if (before && (!own || own.state === 'active' || own.demo)) throw new Problem('conflict', { pointer: '/login' })
    const invited = await write(tx, before, input, now)
    await insertInvitation(tx, secretDigest(secret), invited.id, expires)
    await record(tx, shared, {
      actor: actorOf(manager),
      act: 'person.invite',
      subject: invited.id,
      detail: {
        name: digest(invited.salt, input.name),
        login: digest(invited.salt, input.login),
        before: before ? { state: before.state, grants: before.grants } : null,
        after: { state: 'invited', grants: input.grants },
      },
    })
    return accountOf(tx, 'id', invited.id, manager.scope)
  })
  if (!person) throw new Problem('internal')
  return { person: personOf(person), secret, expires }
}

async function write(
  tx: Sql,
  before: Account | undefined,
  input: { readonly name: string; readonly login: string; readonly grants: readonly Grant[] },
  now: number,
): Promise<{ id: string; salt: Buffer }> {
  const one = before ?? { id: randomUUID(), salt: randomBytes(16) }
  if (before) {
    await reinvite(tx, before.id, input.name)
    await voidInvitations(tx, [before.id], now)
  } else {
    await insertPerson(
      tx,
      { ...one, name: input.name, login: input.login, hash: null, demo: false, state: 'invited' },
      now,
    )
  }
  await replaceGrants(tx, one.id, input.grants, now)
  return one
}

/** The part of an account that others may see. */
export function personOf({ id, name, login, demo, state, grants }: Account): Person {
  return { id, name, login, demo, state, grants }
}
