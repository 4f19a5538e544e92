import type { ProvinceData, Unit } from '#model'
import type { Sql } from '#platform/database'
import { cells, provinceEdge } from './cells.ts'
import { standsOn } from './day.ts'
import { isCommune } from './level.ts'
import { searchKey } from './search-key.ts'
import type { Shape } from './shape.ts'
import { type StoredShape, putSuccessors, upsertShapes, upsertUnits } from './store.ts'
import { forgetRegisters } from './register.ts'
import { vietnamLand } from './vietnam-land.ts'

/**
 * Puts a province's units, what became of them and their approximate cells into an instance, with the owner's connection;
 * again changes nothing. Imported shapes are never touched. Answers how many rows changed.
 */
export async function seedUnits(
  owner: Sql,
  data: Pick<ProvinceData, 'province' | 'units'>,
): Promise<{ units: number; successors: number; shapes: number }> {
  const units = await upsertUnits(
    owner,
    data.units.map((unit) => ({ ...unit, search: searchKey(unit) })),
  )
  const successors = await putSuccessors(owner, data.units)
  const shapes = await upsertShapes(owner, approximateShapes(data.units, vietnamLand()))
  forgetRegisters()
  return { units, successors, shapes }
}

/** Cells depend on all the neighbours of their day, so each day on which units begin is drawn by itself. */
function approximateShapes(units: readonly Unit[], land: Shape): StoredShape[] {
  const days = [...new Set(units.map((unit) => unit.valid_from))]
  return days.flatMap((day) => {
    const standing = units.filter((unit) => standsOn(unit, day))
    const found = cells(
      standing.flatMap(({ code, lat, lon, area_km2, kind }) =>
        lat === null || lon === null || !isCommune({ kind }) ? [] : [{ code, lat, lon, area_km2 }],
      ),
      land,
    )
    for (const unit of standing) {
      if (unit.kind === 'province') found.set(unit.code, edgeOf(unit, standing, found))
    }
    return standing.flatMap(({ code, valid_from }): StoredShape[] => {
      const coordinates = found.get(code)
      if (valid_from !== day || !coordinates?.length) return []
      return [{ code, valid_from, origin: 'approximate', geometry: { type: 'MultiPolygon', coordinates } }]
    })
  })
}

function edgeOf(province: Unit, standing: readonly Unit[], found: ReadonlyMap<string, Shape>): Shape {
  const own = standing.filter((unit) => unit.parent === province.code)
  return provinceEdge(own.map((unit) => found.get(unit.code) ?? []))
}
