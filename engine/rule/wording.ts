import { HOUR, LOCAL_OFFSET, MINUTE, type Text } from '#model'

const FORMATS = { vi: 'vi-VN', en: 'en-GB' } as const

export function formatNumber(value: number, decimals: number, language: keyof Text): string {
  return new Intl.NumberFormat(FORMATS[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value)
}

/** `24 giờ`, `15 phút`. */
export function formatLength(length: number, language: keyof Text): string {
  const hours = length % HOUR === 0
  const unit = { vi: hours ? 'giờ' : 'phút', en: hours ? 'h' : 'min' }[language]
  return `${formatNumber(length / (hours ? HOUR : MINUTE), 0, language)} ${unit}`
}

/** Local clock and day: `17:30 24/11/2026`. */
export function formatMoment(at: number): string {
  const local = new Date(at + LOCAL_OFFSET).toISOString()
  return `${local.slice(11, 16)} ${formatDay(local.slice(0, 10))}`
}

/** `24/11/2026` of `2026-11-24`. */
export function formatDay(day: string): string {
  return day.split('-').toReversed().join('/')
}
