import { DAY, LOCAL_OFFSET, bucketStart } from '#model'

/** A day of a calendar: its local midnight (epoch ms), and its value if it has one. */
export interface CalendarDay {
  readonly at: number
  readonly value: number | undefined
  /** `none`: before the first value there is; `missing`: afterwards, without one. */
  readonly state: 'known' | 'missing' | 'none'
}

export interface CalendarWeek {
  /** Seven places from Monday on; undefined outside the span. */
  readonly days: readonly (CalendarDay | undefined)[]
  /** The month that begins in this week, its first day's midnight; undefined when none does. */
  readonly month: number | undefined
}

/**
 * The weeks of a heat calendar from the day of `from` to the day of `to`, both included. `values` are by local midnight.
 * Days are Vietnam's.
 */
export function weeksOf(values: ReadonlyMap<number, number>, from: number, to: number): CalendarWeek[] {
  const first = bucketStart(from, DAY)
  const last = bucketStart(to, DAY)
  const known = Math.min(...values.keys())
  const day = (at: number): CalendarDay | undefined => {
    if (at < first || at > last) return undefined
    const value = values.get(at)
    return { at, value, state: value !== undefined ? 'known' : at > known ? 'missing' : 'none' }
  }
  const weeks: CalendarWeek[] = []
  for (let monday = first - weekday(first) * DAY; monday <= last; monday += 7 * DAY) {
    const days = Array.from({ length: 7 }, (_, place) => day(monday + place * DAY))
    weeks.push({ days, month: days.find((one) => one && new Date(one.at + LOCAL_OFFSET).getUTCDate() === 1)?.at })
  }
  return weeks
}

/** 0 for Monday … 6 for Sunday, of the local day. */
export function weekday(at: number): number {
  return (new Date(at + LOCAL_OFFSET).getUTCDay() + 6) % 7
}

/** Where an arrow key leads from a day: up and down a day, left and right a week, within the span. */
export function stepOf(key: string): number | undefined {
  return { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -7, ArrowRight: 7 }[key]
}
