import type { Text } from '#model'
import type { Pollutant } from './breakpoints.ts'

/** What a limit is an average over. */
export type Averaging = '1h' | '8h' | '24h' | 'year'

/** A limit of QCVN 05:2023/BTNMT for ambient air, µg/Nm³ (25 °C, 101.3 kPa), in force during [from, to). */
export interface AirLimit {
  readonly property: Pollutant
  readonly averaging: Averaging
  readonly value: number
  /** Local days, `yyyy-MM-dd`; `to` null: until further notice. */
  readonly from: string
  readonly to: string | null
}

export const LIMIT_BASIS: Text = {
  vi: 'QCVN 05:2023/BTNMT (TT 01/2023/TT-BTNMT)',
  en: 'QCVN 05:2023/BTNMT (Circular 01/2023/TT-BTNMT)',
}

/** The day from which the regulation applies, and the one on which its limit for PM2.5 gets stricter. */
const IN_FORCE = '2023-09-12'
const STRICTER = '2026-01-01'

function limit(
  property: Pollutant,
  averaging: Averaging,
  value: number,
  from = IN_FORCE,
  to: string | null = null,
): AirLimit {
  return { property, averaging, value, from, to }
}

/** Of the regulation's basic properties, those that this service measures: TSP and lead are not. */
export const AIR_LIMITS: readonly AirLimit[] = [
  limit('so2', '1h', 350),
  limit('so2', '24h', 125),
  limit('so2', 'year', 50),
  limit('co', '1h', 30_000),
  limit('co', '8h', 10_000),
  limit('no2', '1h', 200),
  limit('no2', '24h', 100),
  limit('no2', 'year', 40),
  limit('o3', '1h', 200),
  limit('o3', '8h', 120),
  limit('pm10', '24h', 100),
  limit('pm10', 'year', 50),
  limit('pm25', '24h', 50, IN_FORCE, STRICTER),
  limit('pm25', '24h', 45, STRICTER),
  limit('pm25', 'year', 25),
]

/** The limits of a property on a local day, for the lines of a chart. */
export function airLimitsOn(property: string, day: string): AirLimit[] {
  return AIR_LIMITS.filter((one) => one.property === property && one.from <= day && (one.to === null || day < one.to))
}
