import { type Unit, localDay } from '#model'
import type { Shared } from '#engine/context'
import type { Sql } from '#platform/database'
import { type Register, registerOn } from './register.ts'
import { contains } from './shape.ts'

/** The unit that a point lies in, and whether only an approximate cell says so. */
export interface Located {
  readonly unit: Unit
  readonly approximate: boolean
}

/** The ward or commune of a point (WGS 84 degrees) on a day, null outside all of them; answered from memory. */
export async function locate(db: Sql, lat: number, lon: number, day: string): Promise<Located | null> {
  return locateIn(await registerOn(db, day), lat, lon)
}

/** The code of the unit that an asset at this place belongs to at `at` (epoch ms), or null. */
export async function locateUnit(
  shared: Pick<Shared, 'db'>,
  lat: number,
  lon: number,
  at: number,
): Promise<string | null> {
  return (await locate(shared.db, lat, lon, localDay(at)))?.unit.code ?? null
}

/** A point on a line between two units belongs to one of them only: the same one each time. */
function locateIn(register: Register, lat: number, lon: number): Located | null {
  for (const { unit, shape, box, approximate } of register.places) {
    if (lon < box[0] || lat < box[1] || lon > box[2] || lat > box[3]) continue
    if (contains(shape, lon, lat)) return { unit, approximate }
  }
  return null
}
