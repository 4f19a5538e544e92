import type { Unit } from '#model'
import { plainName } from './plain-name.ts'
import type { MapFeature } from './read-map.ts'
import { type Shape, boxOf } from './shape.ts'

/** A unit with the shape that the file gives it; a file may give it in several features. */
export interface Match {
  readonly unit: Unit
  readonly numbers: readonly number[]
  readonly shape: Shape
}

/** A feature whose code is a unit's, though its name, or its place, says that another is meant. */
export interface Conflict {
  readonly number: number
  readonly unit: Unit
  /** The name in the file; null when it has none and the place gave it away. */
  readonly name: string | null
}

export interface MatchedMap {
  /** The properties that were taken for code and name; null when the file has none. */
  readonly codeField: string | null
  readonly nameField: string | null
  readonly matches: readonly Match[]
  readonly conflicts: readonly Conflict[]
  /** Features whose code is of no unit, with that code and name. */
  readonly unknown: readonly {
    readonly feature: MapFeature
    readonly code: string | null
    readonly name: string | null
  }[]
}

interface Fields {
  readonly code?: string | undefined
  readonly name?: string | undefined
}

/**
 * Matches features with units by code, in whatever property it stands: with or without leading zeros, text or number. A
 * code alone proves nothing, for codes are used again: the name must agree or, in a file without names, the known centre
 * must lie near the shape. `anyName` takes the code's word for it.
 */
export function matchMap(
  features: readonly MapFeature[],
  units: readonly Unit[],
  of: { fields: Fields; anyName: boolean },
): MatchedMap {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const found = bestFields(features, byCode, of.fields)
  const { codeField, width, nameField } = found
  const parts = new Map<string, { unit: Unit; numbers: number[]; shape: Shape }>()
  const conflicts: Conflict[] = []
  const unknown: MatchedMap['unknown'][number][] = []
  for (const feature of features) {
    const code = codeField === null ? null : codeOf(feature.properties[codeField], width)
    const name = nameField === null ? null : textOf(feature.properties[nameField])
    const unit = code === null ? undefined : byCode.get(code)
    if (!unit) unknown.push({ feature, code, name })
    else if (!of.anyName && !agrees(feature, unit, name)) conflicts.push({ number: feature.number, unit, name })
    else {
      const part = parts.get(unit.code) ?? { unit, numbers: [], shape: [] }
      part.numbers.push(feature.number)
      part.shape.push(...feature.shape)
      parts.set(unit.code, part)
    }
  }
  return { codeField, nameField, matches: [...parts.values()], conflicts, unknown }
}

function agrees(feature: MapFeature, unit: Unit, name: string | null): boolean {
  if (name !== null) return plainName(name) === plainName(unit.name)
  if (unit.lat === null || unit.lon === null) return true
  const [west, south, east, north] = boxOf(feature.shape)
  return unit.lon >= west && unit.lon <= east && unit.lat >= south && unit.lat <= north
}

/** As written, or filled up with zeros to the length of a province's, district's or commune's code. */
const WIDTHS = [0, 2, 3, 5] as const

/**
 * The property and length under which most features name a unit that their name confirms, then most features any unit;
 * with no unit to go by, a property that is called like a code.
 */
function bestFields(
  features: readonly MapFeature[],
  byCode: ReadonlyMap<string, Unit>,
  asked: Fields,
): { codeField: string | null; width: number; nameField: string | null } {
  const fields = [...new Set(features.flatMap((feature) => Object.keys(feature.properties)))]
  const codeFields = asked.code === undefined ? fields : [asked.code]
  const plain = new Map(
    (asked.name === undefined ? titledFirst(features, fields) : [asked.name]).map((field) => [
      field,
      new Map(features.map((feature) => [feature, plainName(textOf(feature.properties[field]) ?? '')])),
    ]),
  )
  let best = { codes: 0, names: 0, codeField: null as string | null, width: 0, nameField: asked.name ?? null }
  for (const codeField of codeFields) {
    for (const width of WIDTHS) {
      const known = features.flatMap((feature) => {
        const unit = byCode.get(codeOf(feature.properties[codeField], width) ?? '')
        return unit ? [{ feature, name: plainName(unit.name) }] : []
      })
      if (known.length === 0) continue
      for (const nameField of [null, ...plain.keys()]) {
        const texts = plain.get(nameField ?? '')
        const names = texts ? known.filter((one) => texts.get(one.feature) === one.name).length : 0
        if (names > best.names || (names === best.names && known.length > best.codes)) {
          best = { codes: known.length, names, codeField, width, nameField: names > 0 ? nameField : best.nameField }
        }
      }
    }
  }
  // A running number meets a code or two by chance: without a name that agrees, most features must be known.
  const proven = best.names > 0 || best.codes * 2 > features.length ? best.codeField : null
  const codeField = proven ?? asked.code ?? likelyCode(features, fields) ?? best.codeField
  const width = codeField === best.codeField ? best.width : 0
  return { codeField, width, nameField: best.nameField ?? likelyName(features, fields) }
}

/** `Xã Ea Súp` before `Ea Súp`: a name with its title also says what a new unit is. */
function titledFirst(features: readonly MapFeature[], fields: readonly string[]): string[] {
  const titled = (field: string): number =>
    features.filter((feature) => kindOfTitle(textOf(feature.properties[field]) ?? '') !== null).length
  return fields
    .map((field) => ({ field, titled: titled(field) }))
    .sort((a, b) => b.titled - a.titled)
    .map(({ field }) => field)
}

function codeOf(value: unknown, width: number): string | null {
  const code = typeof value === 'number' ? String(value) : textOf(value)
  if (code === null) return null
  return /^\d+$/.test(code) ? code.padStart(width, '0') : code
}

function textOf(value: unknown): string | null {
  const found = typeof value === 'string' ? value.normalize('NFC').trim() : ''
  return found === '' ? null : found
}

/**
 * A property called `code`, `ma`, `maXa`, `ma_dvhc`… with numbers that tell the features apart, but for those that a unit
 * of several parts repeats; the longest of them, for `maXa` says more than `maTinh`.
 */
function likelyCode(features: readonly MapFeature[], fields: readonly string[]): string | null {
  const called = fields.filter((field) =>
    /(^|[^a-z])(code|ma|id|gid)([^a-z]|$)|^ma[A-Z_]|^ma(xa|tinh|huyen|dvhc)/i.test(field),
  )
  const usable = called.flatMap((field) => {
    const codes = features.map((feature) => codeOf(feature.properties[field], 0) ?? '')
    const distinct = new Set(codes).size
    if (distinct * 2 <= codes.length || !codes.every((code) => /^\d{1,6}$/.test(code))) return []
    const running = /^g?id$/i.test(field) ? 1 : 0
    return [{ field, distinct, running, length: Math.max(...codes.map((code) => code.length)) }]
  })
  usable.sort((a, b) => a.running - b.running || b.distinct - a.distinct || b.length - a.length)
  return usable[0]?.field ?? null
}

/** Without a name that agrees anywhere: one that begins with a title as units do, or a property called like a name. */
function likelyName(features: readonly MapFeature[], fields: readonly string[]): string | null {
  const filled = (field: string): boolean => features.some((feature) => textOf(feature.properties[field]) !== null)
  const [first] = titledFirst(features, fields)
  const titled =
    first !== undefined && features.some((one) => kindOfTitle(textOf(one.properties[first]) ?? '') !== null)
  return (titled ? first : fields.find((field) => /^(name|ten)/i.test(field) && filled(field))) ?? null
}

/** What the title in front of a name says; `Thành phố` is a province or a district, as its code has it. */
export function kindOfTitle(name: string, code = ''): Unit['kind'] | null {
  const title = /^(tỉnh|thành phố|thị xã|thị trấn|quận|huyện|phường|xã|đặc khu)(?= )/iu.exec(name.normalize('NFC'))
  switch (title?.[1]?.toLowerCase()) {
    case undefined:
      return null
    case 'tỉnh':
      return 'province'
    case 'thành phố':
      return code.length <= 2 ? 'province' : 'district'
    case 'phường':
      return 'ward'
    case 'thị trấn':
      return 'township'
    case 'xã':
    case 'đặc khu':
      return 'commune'
    default:
      return 'district'
  }
}
