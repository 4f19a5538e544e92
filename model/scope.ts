/**
 * Which rows a caller may see or change: the union of its parts. A part names an agency, a service and a unit; null in
 * a place means any. An empty list sees nothing. Every store function takes one: there is no default.
 */
export interface ScopePart {
  readonly agency: string | null
  readonly service: string | null
  readonly unit: string | null
}
export type Scope = readonly ScopePart[]

/** The whole province, for the engine's own work and for those who carry no restriction. */
export const EVERYTHING: Scope = [{ agency: null, service: null, unit: null }]

/** What a row says of itself, so that a scope can judge it. */
export interface Scoped {
  readonly agency: string | null
  readonly service: string | null
  readonly unit: string | null
}

/** Whether the scope covers the row: the same rule as platform/database `scopeSql`. */
export function covers(scope: Scope, row: Scoped): boolean {
  return scope.some(
    (part) =>
      (part.agency === null || part.agency === row.agency) &&
      (part.service === null || part.service === row.service) &&
      (part.unit === null || part.unit === row.unit),
  )
}
