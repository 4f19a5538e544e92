import type { Agency } from '#model'
import type { Sql } from '#platform/database'
import { insertMissing } from './store.ts'

/**
 * Puts a province's own agencies into an instance, with the owner's connection. A row that exists stays as people have
 * edited it, one that they closed stays closed. Answers how many were new.
 */
export function seedAgencies(owner: Sql, agencies: readonly Agency[]): Promise<number> {
  return insertMissing(owner, agencies)
}
