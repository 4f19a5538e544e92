import { DAY, HOUR, LOCAL_OFFSET } from '#model'
import type { Station } from './stations.ts'

export const MEASURED = ['pm25', 'pm10', 'o3', 'co', 'so2', 'no2'] as const
export type Measured = (typeof MEASURED)[number]

/** A number in [0, 1) that is the same for the same text: the day can be repeated. */
function chance(text: string): number {
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

/** What a station reads at `at` on an ordinary day, µg/m³, one decimal. The same seed gives the same day. */
export function reading(seed: number, station: Station, property: Measured, at: number): number {
  const noise = 0.88 + 0.24 * chance(`${seed} ${station.id} ${property} ${at}`)
  const drift = 0.85 + 0.3 * chance(`${seed} ${station.id} ${Math.floor(at / (6 * HOUR))}`)
  const fine = station.base * (0.6 + 0.7 * traffic(at)) * drift
  const value = {
    pm25: fine,
    pm10: fine * 1.7,
    o3: 28 + 62 * sun(at),
    co: 320 + 900 * traffic(at),
    so2: 6 + 9 * traffic(at),
    no2: 12 + 38 * traffic(at),
  }[property]
  return Math.round(value * noise * 10) / 10
}

/** Burning fields: PM2.5 and PM10 beside the ordinary reading, `since` ms into the fire. */
export function smoke(property: Measured, since: number): number {
  if (property !== 'pm25' && property !== 'pm10') return 0
  const rise = Math.min(1, Math.max(0, since / 90_000))
  return Math.round((property === 'pm25' ? 292 : 340) * rise * 10) / 10
}
