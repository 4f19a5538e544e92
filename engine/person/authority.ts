import {
  EVERYTHING,
  type Grant,
  type Permission,
  ROLE_PERMISSIONS,
  type ScopePart,
  TOKEN_PERMISSIONS,
  type TokenScope,
} from '#model'
import type { Lineage } from '#engine/agency'
import type { Caller } from '#engine/context'

export type Authority = Pick<Caller, 'permissions' | 'scope' | 'agency' | 'administrator'>

/** What writes the shared nouns: people, agencies and tokens are never written from another context than live. */
const SHARED_WRITES: readonly Permission[] = [
  'agency.manage',
  'person.manage',
  'person.disable',
  'token.manage',
  'access.review',
]

/**
 * A caller has one set of permissions and one scope, so roles and places must go together: every role in every place.
 * Otherwise a small role in a wide place would widen a strong role in a narrow one.
 */
export function mixed(grants: readonly Grant[]): boolean {
  const places = new Set(grants.map((grant) => JSON.stringify([grant.agency, grant.service, grant.unit])))
  const roles = new Set(grants.map((grant) => grant.role))
  const distinct = new Set(grants.map((grant) => JSON.stringify([grant.role, grant.agency, grant.service, grant.unit])))
  return distinct.size !== places.size * roles.size
}

/** What a person's grants allow. An agency counts under every code that it has carried. */
export function authorityOfGrants(
  grants: readonly Grant[],
  lineages: ReadonlyMap<string, Lineage>,
  context: Caller['context'],
): Authority {
  const sets = grants.map((grant) => new Set(ROLE_PERMISSIONS[grant.role]))
  const united = [...new Set(sets.flatMap((set) => [...set]))]
  const permitted = mixed(grants) ? united.filter((one) => sets.every((set) => set.has(one))) : united
  return {
    permissions: within(permitted, context),
    scope: grants.flatMap(({ agency, service, unit }) =>
      partsOf(agency, lineages).map((part) => ({ ...part, service, unit })),
    ),
    agency: single(grants.map((grant) => current(grant.agency, lineages))),
    administrator: grants.some((grant) => grant.role === 'administrator' && isWide(grant)),
  }
}

/** What a machine token's scopes allow. */
export function authorityOfScopes(
  scopes: readonly TokenScope[],
  agency: string | null,
  lineages: ReadonlyMap<string, Lineage>,
  context: Caller['context'],
): Authority {
  return {
    permissions: within(
      scopes.flatMap((scope) => TOKEN_PERMISSIONS[scope]),
      context,
    ),
    scope: agency === null ? EVERYTHING : partsOf(agency, lineages),
    agency: current(agency, lineages),
    administrator: agency === null && scopes.includes('admin'),
  }
}

/** Whether a place is the whole province. */
export function isWide(place: ScopePart): boolean {
  return place.agency === null && place.service === null && place.unit === null
}

function within(permissions: readonly Permission[], context: Caller['context']): ReadonlySet<Permission> {
  return new Set(context === 'live' ? permissions : permissions.filter((one) => !SHARED_WRITES.includes(one)))
}

function partsOf(agency: string | null, lineages: ReadonlyMap<string, Lineage>): ScopePart[] {
  const codes = agency === null ? [null] : (lineages.get(agency)?.codes ?? [agency])
  return codes.map((code) => ({ agency: code, service: null, unit: null }))
}

function current(agency: string | null, lineages: ReadonlyMap<string, Lineage>): string | null {
  return agency === null ? null : (lineages.get(agency)?.current ?? agency)
}

function single(agencies: readonly (string | null)[]): string | null {
  const [first] = agencies
  return first !== undefined && agencies.every((one) => one === first) ? first : null
}
