import { type Alert, EVERYTHING, type Scope } from '#model'
import type { Sql } from '#platform/database'
import type { Note } from '#platform/journal'
import { noteOf } from './list.ts'
import { selectOne } from './store.ts'

/** An alert within the scope, by its id. */
export function findAlert(db: Sql, id: string, scope: Scope): Promise<Alert | undefined> {
  return selectOne(db, id, scope)
}

/** The news of an alert that something else was said of, in the transaction that says it. */
export async function alertNews(tx: Sql, id: string, at: number): Promise<Note> {
  return noteOf(await selectOne(tx, id, EVERYTHING), at)
}
