import { Code, type Page, Problem, type Unit, fold, calendarDay } from '#model'
import type { Sql } from '#platform/database'
import { selectUnits } from './store.ts'

export interface UnitQuery {
  /** `yyyy-MM-dd`. */
  readonly at: string
  /** Words of a name in any spelling of marks and case, or a code; part of a word is enough. */
  readonly q?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The units of one day in order of code. `invalid` for a day or a cursor that cannot be. */
export async function listUnits(db: Sql, query: UnitQuery): Promise<Page<Unit>> {
  const day = calendarDay(query.at)
  if (day === null) throw new Problem('invalid', { pointer: '/at', detail: 'no such day' })
  const after = query.cursor ?? ''
  if (after !== '' && !Code.safeParse(after).success) throw new Problem('invalid', { pointer: '/cursor' })
  const asked = query.q?.trim() ?? ''
  const wanted = fold(asked)
  // Signs alone name nothing; they do not mean everything.
  if (asked !== '' && wanted === '') return { items: [], next: null }
  const rows = await selectUnits(db, day, { wanted, after, limit: query.limit + 1 })
  const items = rows.slice(0, query.limit)
  return { items, next: rows.length > query.limit ? (items.at(-1)?.code ?? null) : null }
}
