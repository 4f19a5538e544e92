import { join } from 'node:path'
import type { ContextName, ServiceDefinition } from '#model'
import type { Contexts, Ctx } from '#engine/context'
import type { Database } from '#platform/database'
import { openFiles } from '#platform/files'
import { openJournal } from '#platform/journal'
import { silentLog } from '#platform/log'
import { openSecretBox } from '#platform/secret'
import type { Client } from 'pg'
import { type TestClock, testClock } from './clock.ts'
import { testGround } from './ground.ts'

/** The engine's contexts over a database of their own, with a clock that the test may set. */
export interface TestContext extends AsyncDisposable {
  readonly ctx: Ctx
  readonly demo: Ctx
  readonly contexts: Contexts
  /** What the shared nouns take: the context `live`. */
  readonly shared: Ctx
  readonly clock: TestClock
  readonly dataDir: string
  /** The owner role's connections, for what the application may not do. */
  owner(name: ContextName): Database
  /** One more application connection, as another process would have. */
  connect(name: string): Promise<Client>
}

export async function testContext(of: { services?: readonly ServiceDefinition[] } = {}): Promise<TestContext> {
  const ground = await testGround()
  const clock = testClock()
  const secret = openSecretBox(join(ground.dataDir, 'secret.key'))
  const open = async (name: ContextName): Promise<Ctx> => ({
    name,
    db: ground.context(name),
    journal: await openJournal(ground, name, silentLog),
    clock,
    log: silentLog,
    secret,
    files: openFiles(join(ground.dataDir, 'files', name, 'attachment')),
    scanner: undefined,
    partitions: { ensure: (table, months) => ground.ensurePartitions(name, table, months) },
    services: of.services ?? [],
  })
  const [ctx, demo] = await Promise.all([open('live'), open('demo')])
  for (const one of [ctx, demo]) while (!one.journal.ready()) await new Promise((done) => setTimeout(done, 10))
  return {
    ctx,
    demo,
    contexts: new Map([
      ['live', ctx],
      ['demo', demo],
    ]),
    shared: ctx,
    clock,
    dataDir: ground.dataDir,
    owner: (name) => ground.owner(name),
    connect: (name) => ground.connect(name),
    async [Symbol.asyncDispose]() {
      await Promise.all([ctx.journal.close(), demo.journal.close()])
      await ground.close()
    },
  }
}
