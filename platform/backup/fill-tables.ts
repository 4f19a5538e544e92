import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type { Client } from 'pg'
import { type CopyStreamQuery, from as copyFrom } from 'pg-copy-streams'
import type { TableCopy } from './manifest.ts'
import { columnList, tableName } from './store.ts'

export interface TableFiller {
  /** The next rows of a table, as COPY wrote them; those of one table come one after the other. */
  write(table: TableCopy, chunk: Uint8Array): Promise<void>
  finish(): Promise<void>
}

/** Fills tables by COPY, on a client in a transaction. */
export function fillTables(client: Client, tables: readonly TableCopy[]): TableFiller {
  const left = new Set(tables)
  let now: { table: TableCopy; stream: CopyStreamQuery; done: Promise<void> } | undefined

  async function finish(): Promise<void> {
    const before = now
    now = undefined
    before?.stream.end()
    await before?.done
  }
  async function start(table: TableCopy): Promise<NonNullable<typeof now>> {
    await finish()
    if (!left.delete(table)) throw new Error(`${tableName(table)} comes twice`)
    const stream = client.query(copyFrom(`copy ${tableName(table)} (${columnList(table.columns)}) from stdin`))
    const done = finished(stream)
    // Told where somebody waits for it.
    done.catch(() => undefined)
    now = { table, stream, done }
    return now
  }
  return {
    async write(table, chunk) {
      const { stream, done } = now?.table === table ? now : await start(table)
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done])
    },
    finish,
  }
}
