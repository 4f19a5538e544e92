import { EVERYTHING, PERMISSIONS, type Scope } from '#model'
import type { Caller } from '#engine/context'

/** A caller who may do everything within a scope; another agency's is `caller('B')`. */
export function caller(agency: string | null = null, more: Partial<Caller> = {}): Caller {
  const scope: Scope = agency === null ? EVERYTHING : [{ agency, service: null, unit: null }]
  return {
    kind: 'token',
    id: `token-${agency ?? 'province'}`,
    name: `token-${agency ?? 'province'}`,
    context: 'live',
    permissions: new Set(PERMISSIONS),
    scope,
    agency,
    administrator: agency === null,
    ...more,
  }
}
