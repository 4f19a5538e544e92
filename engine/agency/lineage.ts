import type { Sql } from '#platform/database'
import { lineage } from './store.ts'

/** Every code that an agency has carried, and the one it carries now. */
export interface Lineage {
  readonly codes: readonly string[]
  readonly current: string
}

/** The lineage of each code asked for; a code that never changed is its own. */
export async function lineagesOf(db: Sql, codes: readonly string[]): Promise<Map<string, Lineage>> {
  const rows = codes.length === 0 ? [] : await lineage(db, codes)
  return new Map(
    codes.map((code) => {
      const own = rows.filter((row) => row.root === code)
      return [code, { codes: own.map((row) => row.code), current: own.find((row) => row.open)?.code ?? code }]
    }),
  )
}
