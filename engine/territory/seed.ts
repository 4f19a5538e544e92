import type { ProvinceData } from '#model'
import type { Sql } from '#platform/database'
import { cells, vietnamLand } from './cells.ts'
import { upsertApproximate, upsertUnits } from './store.ts'

/** Brings the province's units into the database, with their approximate cells; imported shapes stay as they are. */
export async function seedUnits(owner: Sql, data: ProvinceData): Promise<void> {
  await upsertUnits(owner, data.units)
  const communes = data.units.filter((unit) => unit.kind !== 'province')
  const centres = communes.flatMap(({ code, lat, lon, area_km2 }) =>
    area_km2 === null ? [] : [{ code, lat, lon, area_km2 }],
  )
  const shapes = cells(centres, vietnamLand())
  await upsertApproximate(
    owner,
    communes.flatMap(({ code, valid_from }) => {
      const geometry = shapes.get(code)
      return geometry ? [{ code, valid_from, geometry }] : []
    }),
  )
}
