import { Day, LOCAL_OFFSET } from '#model'

/** The calendar day in Vietnam at `at` (epoch ms), `yyyy-MM-dd`. */
export function localDay(at: number): string {
  return new Date(at + LOCAL_OFFSET).toISOString().slice(0, 10)
}

/** The day, or null when the calendar has none such; PostgreSQL begins with the year 1, so the year 0 is read as that. */
export function calendarDay(day: string): string | null {
  return Day.safeParse(day).success ? day.replace(/^0000/, '0001') : null
}

/** Whether a row stands on `day`: its first day is part of it, `valid_to` is the first day after it. */
export function standsOn(row: { readonly valid_from: string; readonly valid_to: string | null }, day: string): boolean {
  return row.valid_from <= day && (row.valid_to === null || row.valid_to > day)
}
