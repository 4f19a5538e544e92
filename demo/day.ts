import { DAY, HOUR, LOCAL_OFFSET } from '#model'
import type { Station } from './stations.ts'

export const POLLUTANTS = ['pm25', 'pm10', 'o3', 'co', 'so2', 'no2'] as const
export const WEATHER = ['temp', 'rh', 'pressure', 'wind_speed', 'wind_dir'] as const
export type Measured = (typeof POLLUTANTS)[number] | (typeof WEATHER)[number]

/** A number in [0, 1) that is the same for the same text: the day can be repeated. */
export function chance(text: string): number {
  let hash = 2166136261
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619)
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507)
  return ((hash ^ (hash >>> 13)) >>> 0) / 4294967296
}

/** Morning and evening traffic, quiet at night; 0…1 over the local day. */
function traffic(at: number): number {
  const hour = ((at + LOCAL_OFFSET) % DAY) / HOUR
  const peak = (centre: number, width: number): number => Math.exp(-(((hour - centre) / width) ** 2))
  return 0.25 + 0.55 * peak(7.2, 1.6) + 0.65 * peak(18, 2) + 0.15 * peak(12, 3)
}

/** Sunlight, which makes ozone; 0…1 over the local day. */
function sun(at: number): number {
  const hour = ((at + LOCAL_OFFSET) % DAY) / HOUR
  return Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI))
}

/** How little the air of the whole province moves: days of wind (0.6) and days of haze (1.7) pass into each other. */
function haze(seed: number, at: number): number {
  const day = Math.floor((at + LOCAL_OFFSET) / DAY)
  const of = (one: number): number => 0.6 + 1.1 * chance(`${seed} haze ${one}`) ** 1.6
  const part = ((at + LOCAL_OFFSET) % DAY) / DAY
  return of(day) + (of(day + 1) - of(day)) * (0.5 - 0.5 * Math.cos(Math.PI * part))
}

/** What a station reads at `at` on an ordinary day, in the property's unit, one decimal. The same seed gives the same day. */
export function reading(seed: number, station: Station, property: Measured, at: number): number {
  const noise = 0.88 + 0.24 * chance(`${seed} ${station.id} ${property} ${at}`)
  const drift = 0.85 + 0.3 * chance(`${seed} ${station.id} ${Math.floor(at / (6 * HOUR))}`)
  const still = haze(seed, at)
  const fine = station.base * (0.6 + 0.7 * traffic(at)) * drift * still * noise
  const value: Record<Measured, number> = {
    pm25: fine,
    pm10: fine * 1.7,
    o3: (28 + 62 * sun(at)) * noise,
    co: (320 + 900 * traffic(at)) * noise,
    so2: (6 + 9 * traffic(at)) * noise,
    no2: (12 + 38 * traffic(at)) * noise,
    temp: 21 + 8 * sun(at) + 4 * (noise - 1),
    rh: Math.min(98, 88 - 30 * sun(at) + 20 * (noise - 1)),
    pressure: 955 + 6 * drift + 2 * noise,
    // Haze is air that stands still.
    wind_speed: (4.2 - 1.8 * still + 1.2 * sun(at)) * noise,
    wind_dir: (40 + 60 * drift + 90 * noise) % 360,
  }
  return Math.round(value[property] * 10) / 10
}

/** Hours in which a station said nothing, and days on which it was being repaired. */
export function silent(seed: number, station: Station, at: number): boolean {
  const day = Math.floor((at + LOCAL_OFFSET) / DAY)
  if (chance(`${seed} ${station.id} repair ${day}`) < 0.03) return true
  const part = Math.floor(at / (4 * HOUR))
  return chance(`${seed} ${station.id} gap ${part}`) < 0.02 && at % (4 * HOUR) < 2 * HOUR
}

/** Burning fields: PM2.5 and PM10 beside the ordinary reading, `since` ms into the fire. */
export function smoke(property: Measured, since: number): number {
  if (property !== 'pm25' && property !== 'pm10') return 0
  const rise = Math.min(1, Math.max(0, since / 90_000))
  return Math.round((property === 'pm25' ? 292 : 340) * rise * 10) / 10
}
