import { Problem, type Grant, covers } from '#model'
import { findAgency } from '#engine/agency'
import type { Actor } from '#engine/audit'
import type { Caller, Shared } from '#engine/context'
import { mixed } from './authority.ts'

/** Who manages people and tokens: a caller, or a command on the machine (kind `system`) with a scope of its own. */
export type Manager = Actor & Pick<Caller, 'scope'>

export function actorOf(manager: Manager): Actor {
  return { kind: manager.kind, id: manager.id }
}

/**
 * Throws unless the manager may give these grants: places within the own scope (`forbidden`), agencies of today, and
 * every role in every place (authority.ts says why). Whoever watches over access holds no role to watch over.
 */
export async function checkGrants(
  shared: Pick<Shared, 'db' | 'clock'>,
  manager: Manager,
  grants: readonly Grant[],
): Promise<void> {
  if (grants.length === 0 || mixed(grants)) {
    throw new Problem('invalid', { pointer: '/grants', detail: 'the same roles in each place, at least one' })
  }
  const officer = grants.filter((grant) => grant.role === 'security-officer')
  if (officer.length > 0 && officer.length < grants.length) {
    throw new Problem('invalid', { pointer: '/grants', detail: 'the security officer has no other role' })
  }
  for (const [index, grant] of grants.entries()) {
    if (!covers(manager.scope, grant)) throw new Problem('forbidden', { pointer: `/grants/${index}` })
    await checkAgency(shared, grant.agency, `/grants/${index}/agency`)
  }
}

/** Throws `invalid` for an agency that does not exist today. */
export async function checkAgency(
  shared: Pick<Shared, 'db' | 'clock'>,
  agency: string | null,
  pointer: string,
): Promise<void> {
  if (agency === null) return
  const found = await findAgency(shared, agency)
  if (found?.code !== agency) throw new Problem('invalid', { pointer, detail: 'unknown agency' })
}
