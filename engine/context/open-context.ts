import type { ContextName, ServiceDefinition } from '#model'
import { systemClock } from '#platform/clock'
import type { DatabaseGround } from '#platform/database'
import type { FileStore } from '#platform/files'
import { openJournal } from '#platform/journal'
import type { Log } from '#platform/log'
import type { Scanner } from '#platform/scanner'
import type { SecretBox } from '#platform/secret'
import type { Ctx } from './context.ts'

/** A context on the real clock, over a ground that is prepared for it. */
export async function openContext(
  ground: DatabaseGround,
  name: ContextName,
  of: {
    log: Log
    secret: SecretBox
    services: readonly ServiceDefinition[]
    files: FileStore
    scanner: Scanner | undefined
  },
): Promise<Ctx> {
  return {
    name,
    db: ground.context(name),
    journal: await openJournal(ground, name, of.log),
    clock: systemClock,
    partitions: { ensure: (table, months) => ground.ensurePartitions(name, table, months) },
    ...of,
  }
}
