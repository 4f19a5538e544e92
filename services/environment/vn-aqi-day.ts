import type { Derivation, DerivationWindow, ProofInput, ProofPart, Text } from '#model'
import { O3_EIGHT_HOURS, PARTICLES, POLLUTANTS, type Pollutant } from './breakpoints.ts'
import { BASIS, NO_PARTICLES, roundIndex, subIndex } from './vn-aqi.ts'

const HOURS = 24
/** Three quarters of the day's hours, and of the eight of a rolling mean. */
const LEAST_HOURS = 18
const EIGHT = 8
const LEAST_OF_EIGHT = 6
/** Above this mean of eight hours the column has no index: the one-hour branch stands alone. */
const MOST_OF_EIGHT = O3_EIGHT_HOURS.at(-1) as number

const TOO_FEW: Text = {
  vi: 'PM2,5 và PM10 đều có chưa đủ 18 trong 24 giờ của ngày nên không tính AQI ngày.',
  en: 'PM2.5 and PM10 both have fewer than 18 of the 24 hours of the day, so there is no daily AQI.',
}
const FORMULA: Text = {
  vi: 'AQI ngày = lớn nhất của các AQI thông số; C của PM là trung bình 24 giờ; của SO₂, NO₂, CO là trung bình 1 giờ lớn nhất; O₃ lấy số lớn hơn của 1 giờ lớn nhất và trung bình trượt 8 giờ lớn nhất trong ngày (bỏ nhánh 8 giờ khi quá 400); mỗi thông số cần ít nhất 18 giờ',
  en: 'Daily AQI = the largest sub-index; C of PM is the 24 h mean, of SO₂, NO₂ and CO the largest 1 h mean; O₃ takes the worse of its largest 1 h mean and its largest rolling 8 h mean within the day (no 8 h branch above 400); each needs 18 hours',
}

/** An hour of the local day, 0 to 23, and its mean. */
interface Hour {
  readonly hour: number
  readonly value: number
}

/** Daily VN_AQI of a local day, from the day's own 24 hours alone. Source: QĐ 1459/QĐ-TCMT, 12/11/2019. */
export const vnAqiDaily: Derivation = {
  id: 'vn-aqi-d',
  name: { vi: 'VN_AQI ngày', en: 'Daily VN_AQI' },
  inputs: POLLUTANTS,
  output: 'vn_aqi_d',
  per: 'day',
  reach: HOURS,
  derive(window) {
    const inputs: ProofInput[] = []
    const parts: ProofPart[] = []
    for (const pollutant of POLLUTANTS) {
      const hours = hoursOf(window, pollutant)
      if (hours.length < LEAST_HOURS) continue
      const found = partsOf(pollutant, hours)
      parts.push(...found.map(({ part }) => part))
      const counted = new Set(found.flatMap((one) => one.hours.map(({ hour }) => hour)))
      inputs.push(
        ...hours.toReversed().map(({ hour, value }) => {
          return { property: pollutant, hours_back: HOURS - 1 - hour, value, weight: counted.has(hour) ? 1 : 0 }
        }),
      )
    }
    if (!parts.some((part) => PARTICLES.includes(part.property as Pollutant))) {
      const heard = PARTICLES.some((property) => hoursOf(window, property).length > 0)
      return { unknown: heard ? TOO_FEW : NO_PARTICLES }
    }
    const value = roundIndex(Math.max(...parts.map((part) => part.index)))
    return { value, proof: { formula: FORMULA, version: '1', basis: BASIS, inputs, parts } }
  },
}

function hoursOf(window: DerivationWindow, property: Pollutant): Hour[] {
  return Array.from({ length: HOURS }, (_, hour) => hour).flatMap((hour) => {
    const value = window.mean(property, HOURS - 1 - hour)
    return value === undefined ? [] : [{ hour, value }]
  })
}

interface Found {
  readonly part: ProofPart
  /** The hours that the concentration is made of. */
  readonly hours: readonly Hour[]
}

function partsOf(pollutant: Pollutant, hours: readonly Hour[]): Found[] {
  if (PARTICLES.includes(pollutant)) {
    return [{ part: { ...subIndex(pollutant, mean(hours)), hours: HOURS }, hours }]
  }
  const worst = largest(hours, ({ value }) => value) as Hour
  const single = { part: { ...subIndex(pollutant, worst.value), hours: 1 }, hours: [worst] }
  const eight = pollutant === 'o3' ? largest(rolling(hours), mean) : undefined
  if (!eight || mean(eight) > MOST_OF_EIGHT) return [single]
  return [single, { part: { ...subIndex('o3', mean(eight), O3_EIGHT_HOURS), hours: EIGHT }, hours: eight }]
}

/** Every eight hours in a row within the day of which six are there. */
function rolling(hours: readonly Hour[]): Hour[][] {
  return Array.from({ length: HOURS - EIGHT + 1 }, (_, from) =>
    hours.filter(({ hour }) => hour >= from && hour < from + EIGHT),
  ).filter((eight) => eight.length >= LEAST_OF_EIGHT)
}

function mean(hours: readonly Hour[]): number {
  return hours.reduce((sum, { value }) => sum + value, 0) / hours.length
}

/** The first of those that measure most. */
function largest<One>(list: readonly One[], measure: (one: One) => number): One | undefined {
  let best: One | undefined
  for (const one of list) if (best === undefined || measure(one) > measure(best)) best = one
  return best
}
