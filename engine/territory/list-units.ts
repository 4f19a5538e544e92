import { Code, type FoundUnit, type Page, Problem, calendarDay, fold, successionText } from '#model'
import type { Sql } from '#platform/database'
import { selectUnits } from './store.ts'

export interface UnitQuery {
  /** `yyyy-MM-dd`. */
  readonly at: string
  /** Words of a name of today or of old in any spelling of marks and case, or a code; part of a word is enough. */
  readonly q?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/**
 * The units of one day: those whose own name or code is asked for in order of code, then those that hold a unit of an
 * earlier day which was called so. `invalid` for a day or a cursor that cannot be.
 */
export async function listUnits(db: Sql, query: UnitQuery): Promise<Page<FoundUnit>> {
  const day = calendarDay(query.at)
  if (day === null) throw new Problem('invalid', { pointer: '/at', detail: 'no such day' })
  const after = afterOf(query.cursor ?? '')
  const asked = query.q?.trim() ?? ''
  const wanted = fold(asked)
  // Signs alone name nothing; they do not mean everything.
  if (asked !== '' && wanted === '') return { items: [], next: null }
  const rows = await selectUnits(db, day, { wanted, after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.map(({ rank: _rank, ...unit }) => ({ ...unit, note: successionText(unit.formerly, unit.name) })),
    next: rows.length > query.limit && last ? `${last.rank}:${last.code}` : null,
  }
}

/** A cursor is `rank:code`. */
function afterOf(cursor: string): { rank: number; code: string } {
  if (cursor === '') return { rank: 0, code: '' }
  const [, rank, code] = /^([0-2]):(.+)$/su.exec(cursor) ?? []
  if (rank === undefined || !Code.safeParse(code).success) throw new Problem('invalid', { pointer: '/cursor' })
  return { rank: Number(rank), code: code as string }
}
