import { type AccessReview, type Page, Problem } from '#model'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import type { Sql } from '#platform/database'
import { isWide } from './authority.ts'
import { type Manager, actorOf } from './manager.ts'
import { confirmGrant, removeGrant, reviewOf, reviews } from './review-store.ts'
import { revokeSessions } from './session-store.ts'
import { administrators, lockPeople, setState, voidInvitations } from './store.ts'

/** Who holds which grant, the one due first first. */
export async function listReviews(
  shared: Pick<Shared, 'db' | 'clock'>,
  reviewer: Pick<Manager, 'scope'>,
  of: { readonly overdue: boolean; readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<AccessReview>> {
  const { limit, cursor, overdue } = of
  const page = { overdue, after: cursor ?? null, limit: limit + 1 }
  const rows = await reviews(shared.db, reviewer.scope, shared.clock.now(), page)
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** The grant is still needed: due again in six months. Nobody confirms their own (`forbidden`). */
export async function confirmAccess(
  shared: Pick<Shared, 'db' | 'clock'>,
  reviewer: Manager,
  id: string,
): Promise<AccessReview> {
  return shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    const now = shared.clock.now()
    const before = await foreign(tx, reviewer, now, id)
    await confirmGrant(tx, id, reviewer.id, now)
    await record(tx, shared, {
      actor: actorOf(reviewer),
      act: 'access.confirm',
      subject: before.person.id,
      detail: { grant: before.grant, due: before.due_at },
    })
    const after = await reviewOf(tx, reviewer.scope, now, id)
    if (!after) throw new Problem('internal')
    return after
  })
}

/**
 * The grant is taken away now; with the last one the account is closed and its sessions end. Nobody revokes their own
 * (`forbidden`), and not the grant of the last active administrator (`conflict`).
 */
export async function revokeAccess(
  shared: Pick<Shared, 'db' | 'clock'>,
  reviewer: Manager,
  id: string,
): Promise<{ readonly disabled: boolean }> {
  return shared.db.transaction(async (tx) => {
    await lockPeople(tx)
    const now = shared.clock.now()
    const { person, grant } = await foreign(tx, reviewer, now, id)
    if (grant.role === 'administrator' && isWide(grant) && person.state === 'active') {
      const active = await administrators(tx, 'active')
      if (active.length === 1) throw new Problem('conflict', { detail: 'the last active administrator' })
    }
    const disabled = (await removeGrant(tx, id, person.id)) === 0
    if (disabled) {
      await setState(tx, person.id, 'disabled')
      await voidInvitations(tx, [person.id], now)
      await revokeSessions(tx, person.id, now)
    }
    await record(tx, shared, {
      actor: actorOf(reviewer),
      act: 'access.revoke',
      subject: person.id,
      detail: {
        before: { grant, state: person.state },
        after: { grant: null, ...(disabled ? { state: 'disabled' } : {}) },
      },
    })
    return { disabled }
  })
}

/** The grant of somebody else; `not_found` outside the reviewer's scope. */
async function foreign(tx: Sql, reviewer: Manager, now: number, id: string): Promise<AccessReview> {
  const found = await reviewOf(tx, reviewer.scope, now, id)
  if (!found) throw new Problem('not_found')
  if (found.person.id === reviewer.id) throw new Problem('forbidden', { detail: 'one does not review oneself' })
  return found
}
