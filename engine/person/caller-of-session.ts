import { ContextName, MINUTE } from '#model'
import { lineagesOf } from '#engine/agency'
import type { Caller, Shared } from '#engine/context'
import { type Authority, authorityOfGrants } from './authority.ts'
import { secretDigest } from './secret.ts'
import { openSession, touchSession } from './session-store.ts'
import { HALF_WAY, IDLE } from './sign-in.ts'
import { signInStep } from './sign-in-step.ts'

/** What a caller may before the sign-in is whole. */
const NOTHING: Authority = { permissions: new Set(), scope: [], agency: null, administrator: false }

/** A session is marked as seen at most this often: reading does not write. */
const TOUCH = MINUTE

/**
 * Who holds the session, or undefined when it is unknown, ended, expired or idle, when the person is not active, or
 * when it is one of the demonstration and that is not allowed. `touch: false` asks without counting as activity;
 * `outside` says that the request comes from beyond the local network. A sign-in that lacks a step comes with that step
 * and no permission, and is over after a quarter of an hour.
 */
export async function callerOfSession(
  shared: Pick<Shared, 'db' | 'clock'>,
  secret: string,
  options: { readonly allowDemo: boolean; readonly touch?: boolean; readonly outside?: boolean },
): Promise<Caller | undefined> {
  const now = shared.clock.now()
  const digest = secretDigest(secret)
  const row = await openSession(shared.db, digest, now, now - IDLE)
  if (!row || (row.demo && !options.allowDemo)) return undefined
  const step = signInStep({ ...row, outside: row.outside || (options.outside ?? false) }, now)
  if (step !== undefined && step !== 'password' && now - row.created >= HALF_WAY) return undefined
  if ((options.touch ?? true) && now - row.seen >= TOUCH) await touchSession(shared.db, digest, now)
  const context = ContextName.parse(row.context)
  const who = { kind: 'person', id: row.person, name: row.name, context } as const
  if (step !== undefined) return { ...who, ...NOTHING, step }
  const lineages = await lineagesOf(shared.db, [...new Set(row.grants.flatMap(({ agency }) => agency ?? []))])
  return { ...who, ...authorityOfGrants(row.grants, lineages, context) }
}
