import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../../platform/database/embedded.ts'
import { bootstrapEmbedded } from '../../platform/database/roles.ts'
import { silentLog } from '../../platform/log/index.ts'

/** An embedded server in a folder of its own; answers the owner's address. */
export async function openEmbeddedForTests(): Promise<{ url: string; close: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'serepok-server-'))
  const server = await openEmbedded(dataDir, silentLog)
  const { owner } = await bootstrapEmbedded(server.port, server.passwords)
  return {
    url: `postgres://${owner.user}:${String(owner.password)}@127.0.0.1:${server.port}/${owner.database}`,
    async close() {
      await server.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
