import type { Unit } from '#model'

/** What a point is in: the lowest level. Districts lie between it and the province. */
export function isCommune(unit: Pick<Unit, 'kind'>): boolean {
  return unit.kind !== 'province' && unit.kind !== 'district'
}

/** The code of the province that a unit is in, by its parents among `standing`; its topmost parent when there is none. */
export function provinceOf(unit: Unit, standing: ReadonlyMap<string, Unit>): string {
  let top = unit
  // A circle of parents ends too: no country has five levels.
  for (let level = 0; level < 5 && top.kind !== 'province' && top.parent !== null; level += 1) {
    const parent = standing.get(top.parent)
    if (!parent) return top.parent
    top = parent
  }
  return top.code
}
