import { type MachineToken, Problem } from '#model'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { type Manager, actorOf } from './manager.ts'
import { revoke } from './token-store.ts'

/** Ends a token. `not_found` for another agency's. */
export async function revokeToken(
  shared: Pick<Shared, 'db' | 'clock'>,
  manager: Manager,
  id: string,
): Promise<MachineToken> {
  return shared.db.transaction(async (tx) => {
    const token = await revoke(tx, id, manager.scope, shared.clock.now())
    if (!token) throw new Problem('not_found')
    await record(tx, shared, {
      actor: actorOf(manager),
      act: 'token.revoke',
      subject: id,
      detail: { name: token.name, context: token.context },
    })
    return token
  })
}
