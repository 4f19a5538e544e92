import { join } from 'node:path'
import { fileDrop } from '#connectors/file-drop'
import { mqtt } from '#connectors/mqtt'
import { replay } from '#connectors/replay'
import { tileRoutes } from '#gateways/tiles'
import { type ContextName, EVERYTHING, type TokenScope } from '#model'
import { createToken } from '#engine/person'
import { loadConfig } from '#platform/config'
import type { Sql } from '#platform/database'
import { type Centre, openCentre } from '#server/centre'
import { environment } from '#services/environment'
import { Client } from 'pg'
import { type TestDatabase, testDatabase } from './ground.ts'

/** The whole centre behind its counter on a free loopback port, over a database of its own. */
export interface TestCentre extends AsyncDisposable {
  readonly centre: Centre
  readonly address: string
  readonly dataDir: string
  /** Of the owner and of the application, for commands beside it. */
  readonly databaseUrl: string
  readonly databaseAppUrl: string
  readonly adminToken: string
  /** Calls the API with a token (the administrator's unless another or none is given). */
  call(
    method: string,
    path: string,
    of?: {
      body?: unknown
      token?: string | null
      headers?: Record<string, string>
      raw?: string | Uint8Array<ArrayBuffer>
    },
  ): Promise<Answer>
  /** A connection of the owner role into `live`, for what the application may not do. */
  owner(): Promise<Sql & AsyncDisposable>
  token(name: string, scopes: readonly TokenScope[], agency?: string | null, context?: ContextName): Promise<string>
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly headers: Headers
  readonly body: Body
}
type Body = { [key: string]: Body } & Body[] & { items: Body[] }

export async function testCentre(
  of: { contexts?: readonly ContextName[]; env?: Record<string, string>; database?: TestDatabase } = {},
): Promise<TestCentre> {
  const database = of.database ?? (await testDatabase())
  const adminToken = 'test-'.repeat(8)
  const env = {
    PORT: '0',
    DATA_DIR: database.dataDir,
    DATABASE_URL: database.url,
    DATABASE_APP_URL: database.appUrl,
    ADMIN_TOKEN: adminToken,
    LOG_LEVEL: 'silent',
    ...of.env,
  }
  const root = join(import.meta.dirname, '../..')
  const centre = await openCentre({
    config: loadConfig({ env, cwd: database.dataDir, mode: 'serve' }),
    version: '0.0.0-test',
    services: [environment],
    connectors: [fileDrop, mqtt, replay],
    gateways: [tileRoutes],
    contexts: of.contexts ?? ['live'],
    provinces: join(root, 'provinces'),
    screen: join(root, 'web/dist'),
  })
  const { address } = centre
  return {
    centre,
    address,
    dataDir: database.dataDir,
    databaseUrl: database.url,
    databaseAppUrl: database.appUrl,
    adminToken,
    async call(method, path, { body, token = adminToken, headers = {}, raw } = {}) {
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
      const answer = await fetch(address + path, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        redirect: 'manual',
        ...(payload === undefined ? {} : { body: payload }),
      })
      const type = answer.headers.get('content-type') ?? ''
      const text = await answer.text()
      return { status: answer.status, type, headers: answer.headers, body: /json/.test(type) ? JSON.parse(text) : text }
    },
    async owner() {
      const client = new Client({ connectionString: database.url, options: '-c search_path=live' })
      await client.connect()
      return {
        query: async (text, values) => (await client.query(text, values ? [...values] : undefined)).rows,
        [Symbol.asyncDispose]: () => client.end(),
      }
    },
    async token(name, scopes, agency = null, context = 'live') {
      const manager = { kind: 'system', id: 'test', scope: EVERYTHING } as const
      return (await createToken(centre.live, manager, { name, scopes, agency, context })).secret
    },
    async [Symbol.asyncDispose]() {
      await centre.stop()
      await database.drop()
    },
  }
}
