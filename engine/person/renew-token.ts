import type { MachineToken } from '#model'
import type { Shared } from '#engine/context'
import { type TokenOrder, createToken } from './create-token.ts'
import { listTokens } from './list.ts'
import type { Manager } from './manager.ts'
import { revokeToken } from './revoke-token.ts'

/** Makes a token anew under its name: the one before is revoked. For machines that are started with the centre. */
export async function renewToken(
  shared: Pick<Shared, 'db' | 'clock'>,
  manager: Manager,
  order: TokenOrder,
): Promise<{ token: MachineToken; secret: string }> {
  const { items } = await listTokens(shared, manager, { limit: 10_000 })
  const before = items.find(
    (token) => token.name === order.name && token.context === order.context && token.revoked_at === null,
  )
  if (before) await revokeToken(shared, manager, before.id)
  return createToken(shared, manager, order)
}
