import { Code, type Text, type Unit } from '#model'
import { text } from './map-refusal.ts'
import { kindOfTitle } from './match-map.ts'
import { areaOf, centreOf } from './measure.ts'
import type { Shape } from './shape.ts'

export interface NewUnitOrder {
  /** The first day of the new units. */
  readonly day: string
  /** The code of the unit above; provinces have none. */
  readonly parent: string | null
  /** What they are, for names without a title. */
  readonly kind: Unit['kind'] | null
}

/** A unit made of what a map says: code and name as written there, centre and area computed. Or why it cannot be. */
export function newUnit(
  of: { number: number; code: string | null; name: string | null; shape: Shape },
  order: NewUnitOrder,
): Unit | Text {
  const { number, code, name, shape } = of
  const fault = (vi: string, en: string): Text => text(`hình số ${number}: ${vi}`, `feature ${number}: ${en}`)
  if (code === null || !Code.safeParse(code).success) return fault('không có mã (--code)', 'no code (--code)')
  if (name === null) return fault(`mã ${code} không có tên (--name)`, `code ${code} has no name (--name)`)
  const kind = kindOfTitle(name, code) ?? order.kind
  if (kind === null) {
    return fault(`“${name}” là tỉnh, phường hay xã? (--kind)`, `is “${name}” a province, ward or commune? (--kind)`)
  }
  if (kind !== 'province' && order.parent === null) {
    return fault(`“${name}” thuộc đơn vị nào? (--parent)`, `which unit is “${name}” part of? (--parent)`)
  }
  const { lat, lon } = centreOf(shape)
  return {
    id: `${code}@${order.day}`,
    code,
    valid_from: order.day,
    valid_to: null,
    name,
    kind,
    parent: kind === 'province' ? null : order.parent,
    lat,
    lon,
    area_km2: Math.round(areaOf(shape) * 100) / 100,
    successors: [],
  }
}
