import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { secretDigest } from './secret.ts'
import { revokeSession } from './session-store.ts'

/** Ends the session on the server: the cookie is worth nothing from now on. */
export async function signOut(shared: Pick<Shared, 'db' | 'clock'>, secret: string): Promise<void> {
  await shared.db.transaction(async (tx) => {
    const person = await revokeSession(tx, secretDigest(secret), shared.clock.now())
    if (person === undefined) return
    await record(tx, shared, { actor: { kind: 'person', id: person }, act: 'session.close', subject: person })
  })
}
