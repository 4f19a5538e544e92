import type { Derivation, DerivationWindow, ProofInput, ProofPart, Text } from '#model'
import { BREAKPOINTS, INDEXES, PARTICLES, POLLUTANTS, type Pollutant } from './breakpoints.ts'

/** Hours that the NowCast looks back on, the present one included. */
const HOURS = 12
/** Of the newest three hours, so many must be there. */
const NEWEST = 3
const LEAST_OF_NEWEST = 2

export const NO_PARTICLES: Text = {
  vi: 'Chưa có số liệu PM2,5 và PM10 nên không tính AQI.',
  en: 'No PM2.5 and no PM10, so there is no AQI.',
}
const TOO_FEW: Text = {
  vi: 'PM2,5 và PM10 có chưa đủ hai trong ba giờ gần nhất nên không tính AQI.',
  en: 'PM2.5 and PM10 have fewer than two of the last three hours, so there is no AQI.',
}

/**
 * NowCast of hourly means, the newest first; undefined stands for a missing hour, which has no weight. Undefined when
 * fewer than two of the newest three hours are there. Source: QĐ 1459/QĐ-TCMT, 12/11/2019.
 */
export function nowcast(means: readonly (number | undefined)[]): { value: number; weight: number } | undefined {
  const newest = means.slice(0, NEWEST).filter((mean) => mean !== undefined)
  if (newest.length < LEAST_OF_NEWEST) return undefined
  const there = means.slice(0, HOURS).filter((mean) => mean !== undefined)
  const most = Math.max(...there)
  // All zero: nothing varies, every hour counts alike.
  const weight = most === 0 ? 1 : Math.max(Math.min(...there) / most, 0.5)
  let sum = 0
  let weights = 0
  means.slice(0, HOURS).forEach((mean, back) => {
    if (mean === undefined) return
    sum += weight ** back * mean
    weights += weight ** back
  })
  return { value: sum / weights, weight }
}

/**
 * The unrounded index of a concentration (µg/m³) with the breakpoints beside it; 500 above the last one. `limits` are the
 * property's own unless another column is meant.
 */
export function subIndex(
  pollutant: Pollutant,
  concentration: number,
  limits: readonly number[] = BREAKPOINTS[pollutant],
): ProofPart {
  const above = limits.findIndex((limit) => concentration <= limit)
  const point = (at: number) => ({ concentration: limits[at] as number, index: INDEXES[at] as number })
  if (above < 0) {
    const last = point(limits.length - 1)
    return { property: pollutant, concentration, index: last.index, below: last, above: null }
  }
  const low = point(Math.max(0, above - 1))
  const high = point(Math.max(1, above))
  const slope = (high.index - low.index) / (high.concentration - low.concentration)
  const index = slope * (concentration - low.concentration) + low.index
  return { property: pollutant, concentration, index, below: low, above: high }
}

/** Half up, as the decision's own example is rounded. */
export function roundIndex(index: number): number {
  // A hair below one half is one half that binary fractions could not hold.
  return Math.floor(index + 0.5 + 1e-9)
}

/** Hourly VN_AQI: gases by their mean of the hour, particles by their NowCast, the worst sub-index counts. */
export const vnAqiHourly: Derivation = {
  id: 'vn-aqi-h',
  name: { vi: 'VN_AQI giờ', en: 'Hourly VN_AQI' },
  inputs: POLLUTANTS,
  output: 'vn_aqi_h',
  reach: HOURS,
  derive(window) {
    const inputs: ProofInput[] = []
    const parts: ProofPart[] = []
    for (const pollutant of POLLUTANTS) {
      const found = PARTICLES.includes(pollutant) ? particle(window, pollutant) : gas(window, pollutant)
      if (!found) continue
      inputs.push(...found.inputs)
      parts.push(subIndex(pollutant, found.concentration))
    }
    if (!parts.some((part) => PARTICLES.includes(part.property as Pollutant))) {
      return { unknown: heard(window) ? TOO_FEW : NO_PARTICLES }
    }
    const value = roundIndex(Math.max(...parts.map((part) => part.index)))
    return { value, proof: { formula: FORMULA, version: '1', basis: BASIS, inputs, parts } }
  },
}

export const BASIS = 'QĐ 1459/QĐ-TCMT 12/11/2019'
const FORMULA: Text = {
  vi: 'AQI = lớn nhất của các AQI thông số; AQI_x = (I₂ − I₁)/(BP₂ − BP₁)·(C_x − BP₁) + I₁; C của PM là NowCast 12 giờ, của khí là trung bình 1 giờ',
  en: 'AQI = the largest sub-index; AQI_x = (I₂ − I₁)/(BP₂ − BP₁)·(C_x − BP₁) + I₁; C of PM is its 12 h NowCast, of gases the 1 h mean',
}

interface Found {
  readonly concentration: number
  readonly inputs: readonly ProofInput[]
}

function particle(window: DerivationWindow, property: Pollutant): Found | undefined {
  const means = Array.from({ length: HOURS }, (_, back) => window.mean(property, back))
  const result = nowcast(means)
  if (!result) return undefined
  const inputs = means.flatMap((value, back) =>
    value === undefined ? [] : [{ property, hours_back: back, value, weight: result.weight ** back }],
  )
  return { concentration: result.value, inputs }
}

function gas(window: DerivationWindow, property: Pollutant): Found | undefined {
  const value = window.mean(property, 0)
  return value === undefined
    ? undefined
    : { concentration: value, inputs: [{ property, hours_back: 0, value, weight: 1 }] }
}

function heard(window: DerivationWindow): boolean {
  return PARTICLES.some((property) =>
    Array.from({ length: HOURS }, (_, back) => window.mean(property, back)).some((mean) => mean !== undefined),
  )
}
