import type { Log } from '#platform/log'
import { Client, type ClientConfig, Pool, escapeIdentifier, types } from 'pg'
import { type Database, databaseOf } from './database.ts'
import { openEmbedded } from './embedded.ts'
import { parseInstant } from './instant.ts'
import { type Roles, bootstrapEmbedded, externalRoles, grantApplication } from './roles.ts'
import { migrate } from './migrate.ts'

/** The database under all contexts: one owner role that makes things, one application role that serves. */
export interface DatabaseGround {
  /** Application connections into a context's schema. */
  context(name: string): Database
  /** A dedicated connection with that search_path: the application's for the journal, the owner's for COPY. */
  connect(name: string, role?: 'app' | 'owner'): Promise<Client>
  /** Owner connections: migrations, partitions, seeds. */
  owner(name: string): Database
  /** Makes schemas, migrates every context forward (to its number and no further, with `upTo`), grants the application what it may. */
  prepare(contexts: readonly string[], upTo?: ReadonlyMap<string, number>): Promise<void>
  /** Drops these schemas with all that is in them. */
  clear(schemas: readonly string[]): Promise<void>
  /** Monthly partitions of `table` for these months (`yyyy-MM`, UTC), made where missing. */
  ensurePartitions(name: string, table: string, months: readonly string[]): Promise<void>
  close(): Promise<void>
}

export interface GroundOptions {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly databaseAppUrl?: string | undefined
  readonly log: Log
}

// Numbers as numbers, instants as epoch ms, days as they are written: what the engine speaks inside.
types.setTypeParser(types.builtins.INT8, Number)
types.setTypeParser(types.builtins.DATE, (text) => text)
types.setTypeParser(types.builtins.TIMESTAMPTZ, parseInstant)

const MOST_CONNECTIONS = 8
const STATEMENT_MS = 120_000

export async function openGround(options: GroundOptions): Promise<DatabaseGround> {
  const embedded = options.databaseUrl === undefined ? await openEmbedded(options.dataDir, options.log) : undefined
  const roles = embedded
    ? await bootstrapEmbedded(embedded.port, embedded.passwords)
    : await externalRoles(options.databaseUrl as string, options.databaseAppUrl, options.dataDir)
  const ground = overRoles(roles, options.log)
  return {
    ...ground,
    async close() {
      await ground.close()
      await embedded?.close()
    },
  }
}

function overRoles(roles: Roles, log: Log): DatabaseGround {
  const pools = new Map<string, Pool>()
  const made = new Set<string>()

  function pool(role: 'owner' | 'app', schema: string): Database {
    const key = `${role} ${schema}`
    let found = pools.get(key)
    if (!found) {
      found = new Pool({ ...configOf(roles[role], schema), max: role === 'app' ? MOST_CONNECTIONS : 2 })
      // Between two queries of a transaction nobody else listens: unheard, it would end the process.
      found.on('connect', (client) => client.on('error', () => undefined))
      found.on('error', (error) => log.warn({ error, schema }, 'an idle database connection was lost'))
      pools.set(key, found)
    }
    return databaseOf(found)
  }
  return {
    context: (name) => pool('app', name),
    owner: (name) => pool('owner', name),
    async connect(name, role = 'app') {
      const client = new Client(configOf(roles[role], name))
      client.on('error', () => undefined)
      await client.connect()
      return client
    },
    async prepare(contexts, upTo) {
      await migrate((schema) => pool('owner', schema), contexts, upTo)
      await grantApplication(pool('owner', 'live'), roles.app.user as string, ['live', ...contexts])
    },
    async clear(schemas) {
      for (const schema of schemas) {
        await pool('owner', 'live').query(`drop schema if exists ${escapeIdentifier(schema)} cascade`)
      }
      made.clear()
    },
    async ensurePartitions(name, table, months) {
      for (const month of months) {
        const key = `${name}.${table}_${month.replace('-', '_')}`
        if (made.has(key)) continue
        await makePartition(pool('owner', name), name, table, month)
        made.add(key)
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((one) => one.end()))
    },
  }
}

function configOf(role: ClientConfig, schema: string): ClientConfig {
  return {
    ...role,
    application_name: 'serepok',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: `-c search_path=${schema} -c timezone=UTC -c datestyle=ISO -c statement_timeout=${STATEMENT_MS}`,
  }
}

/** Made beside and attached, which lets readers of the table go on meanwhile. */
async function makePartition(owner: Database, schema: string, table: string, month: string): Promise<void> {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7)
  const name = `${table}_${month.replace('-', '_')}`
  await owner.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtext($1))`, [`partition ${schema}.${table}`])
    const [found] = await tx.query('select 1 from pg_class where relname = $1 and relnamespace = $2::regnamespace', [
      name,
      schema,
    ])
    if (found) return
    await tx.query(`create table ${name} (like ${table} including all)`)
    await tx.query(`alter table ${table} attach partition ${name} for values from ('${month}-01Z') to ('${next}-01Z')`)
  })
}
