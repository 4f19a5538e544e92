import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, type ClientConfig, escapeIdentifier, escapeLiteral } from 'pg'
import type { Database } from './database.ts'
import type { Passwords } from './embedded.ts'

/** How each of the two roles connects. */
export interface Roles {
  readonly owner: ClientConfig
  readonly app: ClientConfig
}

const DATABASE = 'serepok'
const OWNER = 'serepok_owner'
const APP = 'serepok_app'
/** Tables that the application may add to and never change: acts and their chain. */
const APPEND_ONLY = ['audit', 'audit_seal']

/** Makes database and roles on the embedded server; at each start again, so that a half-made one is made whole. */
export async function bootstrapEmbedded(port: number, passwords: Passwords): Promise<Roles> {
  const at = { host: '127.0.0.1', port }
  const client = new Client({
    ...at,
    user: 'postgres',
    database: 'postgres',
    password: passwords.postgres,
    application_name: 'serepok',
  })
  await client.connect()
  try {
    // One at a time: two starters would both find the role missing.
    await client.query(`select pg_advisory_lock(hashtext('serepok bootstrap'))`)
    await role(client, OWNER, passwords.owner, 'createrole createdb')
    await role(client, APP, passwords.app, '')
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rows.length === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await client.end()
  }
  return {
    owner: { ...at, database: DATABASE, user: OWNER, password: passwords.owner },
    app: { ...at, database: DATABASE, user: APP, password: passwords.app },
  }
}

/**
 * The roles on an external server: the owner as DATABASE_URL has it, the application as DATABASE_APP_URL has it or, when
 * that is not set, `<database>_app` with a random password kept in DATA_DIR. The owner makes it when it is missing.
 */
export async function externalRoles(url: string, appUrl: string | undefined, dataDir: string): Promise<Roles> {
  const owner = new Client({ connectionString: url, application_name: 'serepok' })
  await owner.connect()
  try {
    const app = appUrl === undefined ? ownApplication(url, dataDir) : new URL(appUrl)
    const name = decodeURIComponent(app.username)
    await owner.query(`select pg_advisory_lock(hashtext('serepok bootstrap'))`)
    const { rows } = await owner.query('select 1 from pg_roles where rolname = $1', [name])
    // A role that the operator made keeps the password that the operator gave it.
    if (rows.length === 0 || appUrl === undefined) await role(owner, name, decodeURIComponent(app.password), '')
    return { owner: { connectionString: url }, app: { connectionString: app.href, user: name } }
  } finally {
    await owner.end()
  }
}

function ownApplication(url: string, dataDir: string): URL {
  const file = join(dataDir, 'postgres', 'app-password')
  mkdirSync(join(dataDir, 'postgres'), { recursive: true })
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' })
  const app = new URL(url)
  app.username = `${app.pathname.slice(1)}_app`
  app.password = readFileSync(file, 'utf8').trim()
  return app
}

async function role(client: Client, name: string, password: string, may: string): Promise<void> {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [name])
  const verb = rows.length === 0 ? 'create' : 'alter'
  await client.query(`${verb} role ${escapeIdentifier(name)} login ${may} password ${escapeLiteral(password)}`)
}

/** The application reads and writes rows and makes nothing; the audit chain it may only add to. */
export async function grantApplication(owner: Database, name: string, schemas: readonly string[]): Promise<void> {
  const app = escapeIdentifier(name)
  await owner.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtext('serepok grants'))`)
    for (const schema of new Set(schemas)) {
      await tx.query(`grant usage on schema ${schema} to ${app}`)
      await tx.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${app}`)
      for (const table of APPEND_ONLY) await tx.query(`revoke update, delete on ${schema}.${table} from ${app}`)
    }
    await tx.query(`revoke insert, update, delete on live.migration from ${app}`)
  })
}
