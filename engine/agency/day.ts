import { Day, LOCAL_OFFSET } from '#model'

/** The calendar day in Vietnam at `at` (epoch ms), `yyyy-MM-dd`. */
export function localDay(at: number): string {
  return new Date(at + LOCAL_OFFSET).toISOString().slice(0, 10)
}

/** The day, or undefined when the calendar has no such day; the year 0 of RFC 3339, unknown to PostgreSQL, is the year 1. */
export function registerDay(day: string): string | undefined {
  return Day.safeParse(day).success ? day.replace(/^0000/, '0001') : undefined
}
