import type { Unit } from '#model'
import type { Sql } from '#platform/database'
import { standsOn } from './day.ts'
import { type Box, type Shape, boxOf } from './shape.ts'
import { type StoredShape, everyShape, everyUnit, registerVersion } from './store.ts'

/** A unit of a day with its area. */
export interface Place {
  readonly unit: Unit
  readonly shape: Shape
  readonly box: Box
}

/** The map of one day. Approximate and imported shapes are never mixed: cells beside real boundaries would overlap. */
export interface Register {
  readonly approximate: boolean
  readonly places: readonly Place[]
  readonly province: Place | null
  /** The unit standing in for an outline that no shape gives. */
  readonly provinceUnit: Unit | null
}

interface Held {
  readonly version: string
  readonly units: readonly Unit[]
  readonly shapes: readonly StoredShape[]
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
  const [units, shapes] = await Promise.all([everyUnit(db), everyShape(db)])
  return { version, units, shapes, days: new Map() }
}

function drawDay(held: Held, day: string): Register {
  const standing = new Map(held.units.filter((unit) => standsOn(unit, day)).map((unit) => [unit.id, unit]))
  const drawn = held.shapes.flatMap((stored) => {
    const unit = standing.get(`${stored.code}@${stored.valid_from}`)
    const shape = stored.geometry.coordinates
    return unit ? [{ origin: stored.origin, unit, shape, box: boxOf(shape) }] : []
  })
  const isProvince = ({ unit }: Place): boolean => unit.kind === 'province'
  const origin = drawn.some((one) => one.origin === 'imported' && !isProvince(one)) ? 'imported' : 'approximate'
  const used = drawn.filter((one) => one.origin === origin)
  const places = used.filter((one) => !isProvince(one)).sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1))
  return {
    approximate: origin === 'approximate',
    places,
    province: used.find(isProvince) ?? null,
    provinceUnit: [...standing.values()].find((unit) => unit.kind === 'province') ?? null,
  }
}
