import { HOUR, LOCAL_OFFSET, MINUTE, type Text } from '#model'

const NUMBER = { vi: 'vi-VN', en: 'en-GB' } as const

/** `1.234,56` in Vietnamese, `1,234.56` in English; the minus is U+2212. */
export function formatNumber(value: number, decimals: number, language: keyof Text): string {
  return new Intl.NumberFormat(NUMBER[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    // What rounds to zero has no sign.
    signDisplay: 'negative',
  })
    .format(value)
    .replace('-', '−')
}

/** The local wall clock of an instant, digit by digit: Vietnam keeps UTC+7 all year. */
function wall(at: number | string): string {
  return new Date((typeof at === 'string' ? Date.parse(at) : at) + LOCAL_OFFSET).toISOString()
}

export function formatTime(at: number | string): string {
  return wall(at).slice(11, 16)
}
export function formatSeconds(at: number | string): string {
  return wall(at).slice(11, 19)
}
export function formatDay(at: number | string): string {
  const [year, month, day] = wall(at).slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}
/** `Thứ Hai`, `Monday`. */
export function formatWeekday(at: number, language: keyof Text): string {
  return new Intl.DateTimeFormat(NUMBER[language], { weekday: 'long', timeZone: 'UTC' }).format(at + LOCAL_OFFSET)
}
export function formatDateTime(at: number | string): string {
  return `${formatTime(at)} ${formatDay(at)}`
}
/** The time alone for today, with its day for any other. */
export function formatMoment(at: number | string, now: number): string {
  return formatDay(at) === formatDay(now) ? formatTime(at) : formatDateTime(at)
}

/** `12 giây`, `47 phút`, `1 giờ 47`, `3 ngày`: how long something has been. */
export function formatAge(ms: number, language: keyof Text): string {
  const vi = language === 'vi'
  const span = Math.max(0, ms)
  if (span < MINUTE) return `${Math.floor(span / 1000)} ${vi ? 'giây' : 's'}`
  if (span < HOUR) return `${Math.floor(span / MINUTE)} ${vi ? 'phút' : 'min'}`
  const hours = Math.floor(span / HOUR)
  if (hours >= 48) return `${Math.floor(hours / 24)} ${vi ? 'ngày' : 'days'}`
  const rest = Math.floor((span % HOUR) / MINUTE)
  if (rest === 0) return `${hours} ${vi ? 'giờ' : 'h'}`
  const minutes = String(rest).padStart(2, '0')
  return vi ? `${hours} giờ ${minutes}` : `${hours} h ${minutes}`
}
