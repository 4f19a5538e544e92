import type { UnitHistory } from '#model'
import type { Sql } from '#platform/database'
import { selectFormer, selectLater } from './store.ts'
import { unitAt } from './unit-at.ts'

/** The unit that a reference names, with what it grew out of and what became of it by `day`; null when there is none. */
export async function unitHistory(db: Sql, reference: string, day: string): Promise<UnitHistory | null> {
  const unit = await unitAt(db, reference, day)
  if (!unit) return null
  const [formerly, became] = await Promise.all([selectFormer(db, unit), selectLater(db, unit, day)])
  return { ...unit, formerly, became }
}
