import type { Unit } from '#model'
import { standsOn } from './day.ts'

type Row = Unit & { readonly place: string }

/**
 * Turns the codes in `successors` into ids: the unit of that code that stood on the day the earlier one ended, for a code
 * alone may be another place. A unit that names none became what those of its parts became that stood until its own last
 * day: so an old district leads to the communes made of it. Throws an Error that names the row and the field.
 */
export function resolveSuccessors<Placed extends Row>(units: readonly Placed[]): Placed[] {
  const byCode = Map.groupBy(units, (unit) => unit.code)
  const resolved = units.map((unit) => ({
    ...unit,
    successors: unit.successors.map((code) => {
      if (unit.valid_to === null) throw new Error(`${unit.place}: successors: the unit has not ended`)
      const next = byCode.get(code)?.find((one) => standsOn(one, unit.valid_to as string))
      if (!next) throw new Error(`${unit.place}: successors: no unit ${code} stands on ${unit.valid_to}`)
      return next.id
    }),
  }))
  const parts = Map.groupBy(resolved, (unit) => `${unit.parent} ${unit.valid_to}`)
  return resolved.map((unit) => {
    if (unit.valid_to === null || unit.successors.length > 0) return unit
    const own = parts.get(`${unit.code} ${unit.valid_to}`) ?? []
    return { ...unit, successors: [...new Set(own.flatMap((part) => part.successors))].sort() }
  })
}
