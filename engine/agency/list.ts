import { type Agency, type Page, Problem, fold, localDay, calendarDay } from '#model'
import type { Shared } from '#engine/context'
import { valid } from './store.ts'

/** The agencies of one day in order of code. There are some hundreds: they are searched, by folded words, in memory. */
export async function listAgencies(
  live: Pick<Shared, 'db' | 'clock'>,
  query: { at?: string | undefined; q?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Agency>> {
  const wanted = fold(query.q ?? '')
  const after = query.cursor ?? ''
  const day = calendarDay(query.at ?? localDay(live.clock.now()))
  if (day === null) throw new Problem('invalid', { pointer: '/at' })
  const rows = (await valid(live.db, day)).filter(
    (row) => row.code > after && fold(`${row.code} ${row.short} ${row.name}`).includes(wanted),
  )
  const items = rows.slice(0, query.limit)
  return { items, next: rows.length > query.limit ? (items.at(-1)?.code ?? null) : null }
}
