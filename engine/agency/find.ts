import { type Agency, Code, localDay, calendarDay } from '#model'
import type { Shared } from '#engine/context'
import { valid } from './store.ts'

/** An agency by `code`, as it is today, or by `code@yyyy-MM-dd`, as it was on that day. */
export async function findAgency(live: Pick<Shared, 'db' | 'clock'>, id: string): Promise<Agency | undefined> {
  const dated = /^(.+)@(\d{4}-\d{2}-\d{2})$/.exec(id)
  const code = dated?.[1] ?? id
  const day = calendarDay(dated?.[2] ?? localDay(live.clock.now()))
  if (day === null || !Code.safeParse(code).success) return undefined
  return (await valid(live.db, day, code))[0]
}
