import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeDatabase, openGround } from '#platform/database'
import { silentLog } from '#platform/log'

/** Writes migrations/schema.sql anew from a database that the migrations have just made. */
const dataDir = mkdtempSync(join(tmpdir(), 'serepok-schema-'))
const ground = await openGround({ dataDir, log: silentLog })
try {
  await ground.prepare(['live', 'demo'])
  writeFileSync(join(import.meta.dirname, '../migrations/schema.sql'), await describeDatabase(ground))
} finally {
  await ground.close()
  rmSync(dataDir, { recursive: true, force: true })
}
