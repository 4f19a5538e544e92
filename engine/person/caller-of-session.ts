import { ContextName, MINUTE } from '#model'
import { lineagesOf } from '#engine/agency'
import type { Caller, Shared } from '#engine/context'
import { authorityOfGrants } from './authority.ts'
import { secretDigest } from './secret.ts'
import { openSession, touchSession } from './session-store.ts'
import { IDLE } from './sign-in.ts'

/** A session is marked as seen at most this often: reading does not write. */
const TOUCH = MINUTE

/**
 * Who holds the session, or undefined when it is unknown, ended, expired or idle, when the person is not active, or
 * when it is one of the demonstration and that is not allowed. `touch: false` asks without counting as activity.
 */
export async function callerOfSession(
  shared: Pick<Shared, 'db' | 'clock'>,
  secret: string,
  options: { readonly allowDemo: boolean; readonly touch?: boolean },
): Promise<Caller | undefined> {
  const now = shared.clock.now()
  const digest = secretDigest(secret)
  const row = await openSession(shared.db, digest, now, now - IDLE)
  if (!row || (row.demo && !options.allowDemo)) return undefined
  if ((options.touch ?? true) && now - row.seen >= TOUCH) await touchSession(shared.db, digest, now)
  const context = ContextName.parse(row.context)
  const lineages = await lineagesOf(shared.db, [...new Set(row.grants.flatMap(({ agency }) => agency ?? []))])
  return {
    kind: 'person',
    id: row.person,
    name: row.name,
    context,
    ...authorityOfGrants(row.grants, lineages, context),
  }
}
