import { type PublicAsset, fold } from '#model'

/** WGS 84 degrees. */
export interface Place {
  readonly lat: number
  readonly lon: number
}
export interface NamedPlace extends Place {
  readonly name: string
}

const RADIUS_KM = 6371
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Kilometres along the earth. */
export function kilometres(one: Place, other: Place): number {
  const lat = radians(other.lat - one.lat) / 2
  const lon = radians(other.lon - one.lon) / 2
  const part = Math.sin(lat) ** 2 + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(lon) ** 2
  return 2 * RADIUS_KM * Math.asin(Math.sqrt(part))
}

/** The nearest first. */
export function nearest<One extends Place>(list: readonly One[], place: Place): One[] {
  return list.toSorted((a, b) => kilometres(a, place) - kilometres(b, place))
}

/** The highest index first, the unknown last, then by name. `value`: what is known of a station's index now. */
export function worstFirst(
  list: readonly PublicAsset[],
  value: (asset: PublicAsset) => number | null,
): readonly PublicAsset[] {
  return list.toSorted((a, b) => (value(b) ?? -1) - (value(a) ?? -1) || a.name.localeCompare(b.name, 'vi'))
}

/** Whether each word of what was typed stands in the name, with or without marks; `cu mgar` finds `Cư M'gar`. */
export function names(name: string, typed: string): boolean {
  const key = `${fold(name)} ${fold(name.replace(/['\u2018\u2019\u02bc]/g, ''))}`
  return fold(typed)
    .split(' ')
    .every((word) => key.includes(word))
}
