import { Code, type Unit, calendarDay } from '#model'
import type { Sql } from '#platform/database'
import { selectUnit } from './store.ts'

/**
 * The unit that a reference names: `code` as it stands on `day`, or `code@yyyy-MM-dd` as it stood on that day, whatever
 * `day` is. Null when none did: a code of another time is another place.
 */
export async function unitAt(db: Sql, reference: string, day: string): Promise<Unit | null> {
  const dated = /^(.+)@(\d{4}-\d{2}-\d{2})$/.exec(reference)
  const code = dated?.[1] ?? reference
  const on = calendarDay(dated?.[2] ?? day)
  if (on === null || !Code.safeParse(code).success) return null
  return selectUnit(db, on, code)
}
