import type { Unit } from '#model'
import { isCommune, provinceOf } from './level.ts'
import type { Match } from './match-map.ts'
import type { StoredShape } from './store.ts'

export interface Coverage {
  readonly covered: number
  readonly of: number
  readonly missing: readonly Unit[]
  /** Those that only an earlier map draws. */
  readonly kept: readonly Unit[]
}

/**
 * How much of the provinces that a map draws has a boundary once it is taken, shapes of earlier maps included. Units are
 * counted level by level: a map of communes asks nothing of old districts, and a province drawn whole stands for itself.
 */
export function coverage(
  matches: readonly Match[],
  stored: readonly StoredShape[],
  standing: readonly Unit[],
): Coverage {
  const byCode = new Map(standing.map((unit) => [unit.code, unit]))
  const levelOf = (unit: Unit): string =>
    `${isCommune(unit) ? 'commune' : unit.kind} ${unit.kind === 'province' ? unit.code : provinceOf(unit, byCode)}`
  const levels = new Set(matches.map(({ unit }) => levelOf(unit)))
  const asked = standing.filter((unit) => levels.has(levelOf(unit)))
  const fresh = new Set(matches.map(({ unit }) => unit.id))
  const earlier = new Set(stored.map((one) => `${one.code}@${one.valid_from}`))
  const missing = asked.filter((unit) => !fresh.has(unit.id) && !earlier.has(unit.id))
  const kept = asked.filter((unit) => !fresh.has(unit.id) && earlier.has(unit.id))
  return { covered: asked.length - missing.length, of: asked.length, missing, kept }
}
