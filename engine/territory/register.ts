import type { Unit } from '#model'
import type { Sql } from '#platform/database'
import { standsOn } from './day.ts'
import { isCommune, provinceOf } from './level.ts'
import { type Box, type Shape, boxOf } from './shape.ts'
import {
  type ShapeOrigin,
  type StoredShape,
  type UnitMap,
  everyMap,
  everyShape,
  everyUnit,
  registerVersion,
} from './store.ts'

/** A commune, ward or township of a day with its area. */
export interface Place {
  readonly unit: Unit
  readonly shape: Shape
  readonly box: Box
  /** The copy for screens; the shape itself when nothing lighter is kept. */
  readonly drawn: Shape
  readonly approximate: boolean
  readonly map: UnitMap | null
}

/** The outline of a province. */
interface Edge {
  readonly unit: Unit
  readonly shape: Shape
  readonly approximate: boolean
}

/**
 * The map of one day. Within a province cells and imported shapes are never mixed, for they would overlap: as soon as one
 * of its communes is imported, those that are not have no boundary (`without`). Imported provinces come first.
 */
export interface Register {
  readonly places: readonly Place[]
  readonly edges: readonly Edge[]
  readonly without: readonly Unit[]
}

interface Held {
  readonly version: string
  readonly units: readonly Unit[]
  readonly shapes: readonly StoredShape[]
  readonly maps: ReadonlyMap<number, UnitMap>
  readonly days: Map<string, Register>
}

/** How long another process's change may stay unseen here; this process's own is seen at once. */
const FRESH_MS = 1000
const MOST_DAYS = 400

let known = new WeakMap<Sql, { readonly checked: number; readonly held: Promise<Held> }>()

/** Called after a write: whatever is being read meanwhile is not kept. */
export function forgetRegisters(): void {
  known = new WeakMap()
}

/** The map of `day`, from memory unless the database holds a newer version. Hand it a Database, not a transaction. */
export async function registerOn(db: Sql, day: string): Promise<Register> {
  const held = await current(db)
  let register = held.days.get(day)
  if (!register) {
    if (held.days.size >= MOST_DAYS) held.days.clear()
    register = drawDay(held, day)
    held.days.set(day, register)
  }
  return register
}

function current(db: Sql): Promise<Held> {
  const before = known.get(db)
  if (before && performance.now() - before.checked < FRESH_MS) return before.held
  const entry = { checked: performance.now(), held: read(db, before?.held) }
  known.set(db, entry)
  entry.held.catch(() => {
    if (known.get(db) === entry) known.delete(db)
  })
  return entry.held
}

/** The version is read first: a change in between only makes the next look read again. */
async function read(db: Sql, before: Promise<Held> | undefined): Promise<Held> {
  const version = await registerVersion(db)
  const last = await before?.catch(() => undefined)
  if (last?.version === version) return last
  const [units, shapes, maps] = await Promise.all([everyUnit(db), everyShape(db), everyMap(db)])
  return { version, units, shapes, maps: new Map(maps.map((map) => [map.id, map])), days: new Map() }
}

function drawDay(held: Held, day: string): Register {
  const standing = held.units.filter((unit) => standsOn(unit, day))
  const ids = new Map(standing.map((unit) => [unit.id, unit]))
  const byCode = new Map(standing.map((unit) => [unit.code, unit]))
  const stored = held.shapes.flatMap((shape) => {
    const unit = ids.get(`${shape.code}@${shape.valid_from}`)
    return unit ? [{ ...shape, unit }] : []
  })
  const ofCommunes = stored.filter(({ unit }) => isCommune(unit))
  const provinces = new Map(standing.map((unit) => [unit.code, provinceOf(unit, byCode)]))
  const exact = new Set(
    ofCommunes.flatMap(({ origin, code }) => (origin === 'imported' ? [provinces.get(code) as string] : [])),
  )
  const isExact = (unit: Unit): boolean => exact.has(provinces.get(unit.code) as string)
  const places = ofCommunes
    .filter(({ origin, unit }) => (origin === 'imported') === isExact(unit))
    .map((one) => placeOf(one, held.maps))
    .sort(exactFirst)
  const drawn = new Set(places.map(({ unit }) => unit.id))
  const shown = new Set(places.map(({ unit }) => provinces.get(unit.code) as string))
  return {
    places,
    edges: [...shown].flatMap((code): Edge[] => {
      const unit = byCode.get(code)
      const wanted: ShapeOrigin = exact.has(code) ? 'outline' : 'approximate'
      const found = stored.find((one) => one.code === code && one.origin === wanted)
      return unit && found ? [{ unit, shape: found.geometry.coordinates, approximate: !exact.has(code) }] : []
    }),
    without: standing.filter((unit) => isCommune(unit) && isExact(unit) && !drawn.has(unit.id)),
  }
}

function placeOf(stored: StoredShape & { readonly unit: Unit }, maps: ReadonlyMap<number, UnitMap>): Place {
  const shape = stored.geometry.coordinates
  const drawn = stored.drawn?.coordinates ?? shape
  const map = maps.get(stored.map ?? NaN) ?? null
  return { unit: stored.unit, shape, box: boxOf(shape), drawn, approximate: stored.origin !== 'imported', map }
}

function exactFirst(a: Place, b: Place): number {
  return Number(a.approximate) - Number(b.approximate) || (a.unit.code < b.unit.code ? -1 : 1)
}
