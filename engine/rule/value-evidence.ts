import { type AlertEvidence, HOUR, type Property, type Text, type ValueRule, type WindowRule } from '#model'
import { formatLength, formatMoment, formatNumber } from './wording.ts'
import type { Act } from './replay.ts'
import type { Point } from './verdict.ts'

const CAUSES: Record<Act['cause'], Text> = {
  new: { vi: '', en: '' },
  late: { vi: ' · xét lại vì có số liệu đến muộn', en: ' · judged again on late data' },
  corrected: { vi: ' · xét lại sau đính chính', en: ' · judged again after a correction' },
}
const LIMIT: Text = { vi: 'ngưỡng', en: 'limit' }
const AGGREGATES: Record<WindowRule['aggregate'], Text> = {
  mean: { vi: 'trung bình', en: 'mean of' },
  max: { vi: 'cao nhất', en: 'highest of' },
  min: { vi: 'thấp nhất', en: 'lowest of' },
  sum: { vi: 'tổng', en: 'sum of' },
  count: { vi: 'số giá trị', en: 'values in' },
}

/**
 * What a value rule measured, in words and figures, and whether late or corrected data made it look again. `newsAt` stands
 * for a point that is gone.
 */
export function valueEvidence(rule: ValueRule, property: Property, act: Act, newsAt: number): AlertEvidence {
  const { point, cause } = act
  const text = (language: keyof Text): string => {
    const body = point ? wordsOf(rule, property, point, language) : withdrawn(property, language)
    return body + CAUSES[cause][language]
  }
  return {
    property: property.code,
    value: point?.value ?? null,
    threshold: point?.limit ?? null,
    at: new Date(point?.at ?? newsAt).toISOString(),
    text: { vi: text('vi'), en: text('en') },
  }
}

function withdrawn({ name }: Property, language: keyof Text): string {
  return {
    vi: `${name.vi}: giá trị làm căn cứ không còn`,
    en: `${name.en}: the value it stood on is withdrawn`,
  }[language]
}

function wordsOf(rule: ValueRule, property: Property, point: Point, language: keyof Text): string {
  const name = property.name[language]
  const amount = (value: number): string => formatNumber(value, property.decimals, language)
  const measured = `${amount(point.value)} ${property.unit}`.trim()
  const limit = `${LIMIT[language]} ${amount(point.limit)}`
  if (rule.kind === 'threshold') return `${name} ${measured}, ${limit}`
  if (rule.kind === 'window') return `${name} ${windowWords(rule, point, property, language)}`
  if (rule.kind === 'rate') {
    const per = formatLength(rule.per, language)
    const pair = `${amount(point.before ?? 0)} → ${amount(point.value * share(rule.per, point) + (point.before ?? 0))}`
    const sign = point.value > 0 ? '+' : ''
    return {
      vi: `${name} đổi ${sign}${measured} trong ${per} (${pair}), ${limit}`,
      en: `${name} changed ${sign}${measured} in ${per} (${pair}), ${limit}`,
    }[language]
  }
  const since = formatMoment(point.from)
  return {
    vi: `${name} giữ nguyên ${measured} qua ${point.count} lần đo từ ${since}`,
    en: `${name} unchanged at ${measured} over ${point.count} readings since ${since}`,
  }[language]
}

/** The change between the two values as a share of the change per `per`. */
function share(per: number, { at, from }: Point): number {
  return Math.max(at - from, per) / per
}

function windowWords(rule: WindowRule, point: Point, property: Property, language: keyof Text): string {
  const counts = rule.aggregate === 'count'
  const amount = (value: number): string => formatNumber(value, counts ? 0 : property.decimals, language)
  const measured = `${amount(point.value)} ${counts ? '' : property.unit}`.trim()
  const steps = Math.round(rule.window / rule.step)
  const parts = { vi: rule.step === HOUR ? 'giờ' : 'đoạn', en: rule.step === HOUR ? 'h' : 'parts' }[language]
  const span = formatLength(rule.window, language)
  const head = `${AGGREGATES[rule.aggregate][language]} ${span}`
  return `${head} ${measured}, ${LIMIT[language]} ${amount(point.limit)} (${point.count}/${steps} ${parts})`
}
