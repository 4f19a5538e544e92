import type { Text, Unit } from '#model'
import { text } from './map-refusal.ts'
import type { Conflict, Match, MatchedMap } from './match-map.ts'
import { areaOf } from './measure.ts'
import { plainName } from './plain-name.ts'
import { shortened } from './read-map.ts'

/** `mã 24133: tệp ghi …, nhưng …`; with the days on which that code did have that name. */
export function conflictText(conflicts: readonly Conflict[], units: readonly Unit[]): Text[] {
  const list = conflicts.map(({ number, unit, name }) => {
    if (name === null) {
      return text(
        `hình số ${number}: mã ${unit.code} là ${unit.name}, nhưng hình không ở đó`,
        `feature ${number}: code ${unit.code} is ${unit.name}, but the shape is elsewhere`,
      )
    }
    const other = units.find((one) => one.code === unit.code && plainName(one.name) === plainName(name))
    const [vi, en] = other
      ? [` (đúng với ngày ${other.valid_from}: --day)`, ` (true on ${other.valid_from}: --day)`]
      : [' (đúng là nơi này thì --any-name)', ' (--any-name if it is this place)']
    return text(
      `hình số ${number}: mã ${unit.code} là ${unit.name}, tệp ghi “${name}”${vi}`,
      `feature ${number}: code ${unit.code} is ${unit.name}, the file says “${name}”${en}`,
    )
  })
  return shortened(list)
}

/** Which features are of no unit that stands on the day. */
export function unknownText({ unknown }: Pick<MatchedMap, 'unknown'>): Text[] {
  if (unknown.length === 0) return []
  const listed = unknown
    .slice(0, 10)
    .map(({ feature, code, name }) => [code ?? `#${feature.number}`, name].filter(Boolean).join(' '))
  const more = unknown.length > 10 ? ', …' : ''
  return [
    text(
      `${unknown.length} hình không thuộc đơn vị nào: ${listed.join(', ')}${more}`,
      `${unknown.length} features are of no unit: ${listed.join(', ')}${more}`,
    ),
  ]
}

export function missingText(missing: readonly Unit[]): Text[] {
  const names = namesOf(missing)
  return missing.length === 0 ? [] : [text(`không có ranh giới: ${names}`, `without a boundary: ${names}`)]
}

export function keptText(kept: readonly Unit[]): Text[] {
  const names = namesOf(kept)
  return kept.length === 0
    ? []
    : [text(`giữ ranh giới của bản đồ nhập trước: ${names}`, `keeping the boundary of an earlier map: ${names}`)]
}

const MOST_NAMES = 20
/** A boundary of this year and one of last year differ by more than drawing does. */
const MOST_DIFFERENCE = 0.1

export function areaText(matches: readonly Match[]): Text[] {
  const list = matches.flatMap(({ unit, shape }): Text[] => {
    const drawn = areaOf(shape)
    if (unit.area_km2 === null || Math.abs(drawn / unit.area_km2 - 1) <= MOST_DIFFERENCE) return []
    const [a, b] = [drawn.toFixed(2), unit.area_km2.toFixed(2)]
    return [text(`${unit.name}: hình ${a} km², bảng ${b} km²`, `${unit.name}: ${a} km² drawn, ${b} km² in the table`)]
  })
  return shortened(list)
}

function namesOf(units: readonly Unit[]): string {
  const more = units.length > MOST_NAMES ? `, … (+${units.length - MOST_NAMES})` : ''
  const listed = units.slice(0, MOST_NAMES).map((unit) => `${unit.code} ${unit.name}`)
  return `${listed.join(', ')}${more}`
}
