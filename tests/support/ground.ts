import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DatabaseGround, openGround } from '#platform/database'
import { silentLog } from '#platform/log'
import { Client } from 'pg'

/** A migrated database of its own, with a DATA_DIR. */
export interface TestDatabase {
  readonly url: string
  readonly appUrl: string
  readonly dataDir: string
  drop(): Promise<void>
}

const FOLDER = join(import.meta.dirname, '../../migrations')
let server: Promise<string> | undefined
let template: Promise<string> | undefined

/**
 * A fresh clone of a migrated template database, on the server of TEST_DATABASE_URL (an owner with CREATEDB and
 * CREATEROLE) or else on an embedded one that this process starts once and stops when its tests are done.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const base = await (server ??= serverUrl())
  const from = await (template ??= makeTemplate(base))
  const name = `test_${randomBytes(6).toString('hex')}`
  await admin(base, (client) => client.query(`create database ${name} template ${from}`))
  const dataDir = mkdtempSync(join(tmpdir(), 'serepok-test-'))
  const url = withDatabase(base, name)
  return {
    url,
    appUrl: appUrlOf(url),
    dataDir,
    async drop() {
      await admin(base, (client) => dropDatabase(client, name))
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The ground over such a database; the database goes when the ground is closed. */
export async function testGround(): Promise<DatabaseGround & TestDatabase> {
  const database = await testDatabase()
  const { url, appUrl, dataDir } = database
  const ground = await openGround({ dataDir, databaseUrl: url, databaseAppUrl: appUrl, log: silentLog })
  return {
    ...database,
    ...ground,
    async close() {
      await ground.close()
      await database.drop()
    },
  }
}

async function serverUrl(): Promise<string> {
  const given = process.env['TEST_DATABASE_URL']
  if (given) return given
  const { openEmbeddedForTests } = await import('./server.ts')
  const { url, close } = await openEmbeddedForTests()
  // Not `after`: that would belong to the one test that came first.
  process.once('beforeExit', () => void close())
  return url
}

/** One template per state of the migrations; the first of several processes makes it. */
async function makeTemplate(base: string): Promise<string> {
  const hash = createHash('sha256')
  for (const file of readdirSync(FOLDER).sort()) hash.update(readFileSync(join(FOLDER, file)))
  const name = `template_${hash.digest('hex').slice(0, 12)}`
  await admin(base, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('template'))`)
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rows.length > 0) return
    await client.query(`drop database if exists ${name}_new`)
    await client.query(`create database ${name}_new`)
    const url = withDatabase(base, `${name}_new`)
    const dataDir = mkdtempSync(join(tmpdir(), 'serepok-template-'))
    const ground = await openGround({ dataDir, databaseUrl: url, databaseAppUrl: appUrlOf(url), log: silentLog })
    await ground.prepare(['live', 'demo'])
    await ground.close()
    rmSync(dataDir, { recursive: true, force: true })
    await client.query(`alter database ${name}_new rename to ${name}`)
  })
  return name
}

async function admin(base: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: base, application_name: 'serepok-tests' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Connections that have just been closed take a moment to be gone. */
async function dropDatabase(client: Client, name: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await client.query(`drop database if exists ${name}`)
      return
    } catch (error) {
      if (tries > 100) throw error
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}

function withDatabase(base: string, name: string): string {
  const url = new URL(base)
  url.pathname = `/${name}`
  return url.href
}

/** One application role for all test databases of a server. */
function appUrlOf(base: string): string {
  const url = new URL(base)
  url.username = 'serepok_test_app'
  url.password = 'test-only'
  return url.href
}
