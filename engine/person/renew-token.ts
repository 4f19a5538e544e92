import type { MachineToken } from '#model'
import type { Shared } from '#engine/context'
import { type TokenOrder, createToken } from './create-token.ts'
import { type Manager } from './manager.ts'
import { revokeToken } from './revoke-token.ts'
import { openToken } from './token-store.ts'

/**
 * A new secret under a name whose old secret, if there is one, is worth nothing from now on. Refuses as `createToken`
 * and `revokeToken` do; another agency's token of that name is `not_found`.
 */
export async function renewToken(
  shared: Pick<Shared, 'db' | 'clock'>,
  manager: Manager,
  order: TokenOrder,
): Promise<{ token: MachineToken; secret: string }> {
  const before = await openToken(shared.db, order.context, order.name)
  if (before !== undefined) await revokeToken(shared, manager, before)
  return createToken(shared, manager, order)
}
