import { HOUR, type Limit, type Text, type WindowRule } from '#model'
import { AIR_LIMITS, type AirLimit, type Averaging, LIMIT_BASIS } from './limits.ts'
import { PROPERTIES } from './properties.ts'

/** The one kind of station whose values a regulation takes; see the README. */
export const REFERENCE = { types: ['air-station'], otherwise: 'low' } as const

/** A year's mean is a matter for a report, not for the duty desk. */
const HOURS: Partial<Record<Averaging, number>> = { '1h': 1, '8h': 8, '24h': 24 }
/** An alert ends this far below the limit, so that it does not flicker. */
const CLEARS = 0.9
const COMPLETE = 0.75

/** One rule for each property and averaging time of the regulation, with the limit as it is on the day. */
export const LIMIT_RULES: readonly WindowRule[] = [
  ...Map.groupBy(AIR_LIMITS, (one) => `${one.property}-${one.averaging}`),
].flatMap(([id, rows]) => ruleOf(id, rows))

function ruleOf(id: string, rows: readonly AirLimit[]): WindowRule[] {
  const { property, averaging } = rows[0] as AirLimit
  const hours = HOURS[averaging]
  const name = PROPERTIES.find((one) => one.code === property)?.name
  if (hours === undefined || !name) return []
  return [
    {
      id: `air-limit-${id}`,
      kind: 'window',
      name: title(name, hours),
      advice: {
        vi: `Báo Sở Nông nghiệp và Môi trường; tìm nguồn phát thải quanh trạm. Căn cứ: ${LIMIT_BASIS.vi}.`,
        en: `Tell the environment department; look for the source of emission around the station. Basis: ${LIMIT_BASIS.en}.`,
      },
      severity: 'medium',
      standing: REFERENCE,
      property,
      aggregate: 'mean',
      window: hours * HOUR,
      step: HOUR,
      complete: COMPLETE,
      direction: 'above',
      limits: rows.map(({ from, value }): Limit => ({ from, fires: value, clears: value * CLEARS })),
    },
  ]
}

function title(name: Text, hours: number): Text {
  return {
    vi: `${name.vi} trung bình ${hours} giờ vượt QCVN 05:2023`,
    en: `${name.en} ${hours} h mean above QCVN 05:2023`,
  }
}
