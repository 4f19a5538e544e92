import type { Scope } from '#model'
import type { Pool, PoolClient } from 'pg'

/** What every store function is handed: SQL goes in, rows come out, inside a transaction or not. */
export interface Sql {
  query<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** The application's connections into one context: `search_path` is that context's schema alone. */
export interface Database extends Sql {
  transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result>
}

export function databaseOf(pool: Pool): Database {
  return {
    query: (text, values) => run(pool, text, values),
    async transaction(work) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const result = await work({ query: (text, values) => run(client, text, values) })
        await client.query('commit')
        client.release()
        return result
      } catch (error) {
        await client.query('rollback').then(
          () => client.release(),
          () => client.release(true),
        )
        throw error
      }
    },
  }
}

async function run<Row extends object>(
  on: Pool | PoolClient,
  text: string,
  values?: readonly unknown[],
): Promise<Row[]> {
  return (await on.query<Row>(text, values ? [...values] : undefined)).rows
}

/**
 * The condition that holds for the rows a scope may see, over a table with columns agency, service, unit. Values are
 * appended to `values`; `table` is its alias. The same rule as model/scope.ts `covers`.
 */
export function scopeSql(scope: Scope, table: string, values: unknown[]): string {
  if (scope.length === 0) return 'false'
  const parts = scope.map((part) => {
    const terms = (['agency', 'service', 'unit'] as const).flatMap((column) => {
      if (part[column] === null) return []
      values.push(part[column])
      return [`${table}.${column} = $${values.length}`]
    })
    return terms.length === 0 ? 'true' : `(${terms.join(' and ')})`
  })
  return parts.includes('true') ? 'true' : `(${parts.join(' or ')})`
}

/** Appends an array value and answers `= any($n)` for it. */
export function inList(list: readonly unknown[], values: unknown[]): string {
  values.push([...list])
  return `= any($${values.length})`
}
