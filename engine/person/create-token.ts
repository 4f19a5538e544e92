import { type ContextName, type MachineToken, Problem, type TokenScope, covers } from '#model'
import { record } from '#engine/audit'
import type { Shared } from '#engine/context'
import { randomUUID } from 'node:crypto'
import { ADMIN_TOKEN_NAME } from './caller-of-token.ts'
import { type Manager, actorOf, checkAgency } from './manager.ts'
import { newSecret, secretDigest } from './secret.ts'
import { insertToken } from './token-store.ts'

export interface TokenOrder {
  readonly name: string
  readonly scopes: readonly TokenScope[]
  /** Null = the whole province. */
  readonly agency: string | null
  readonly context: ContextName
}

/**
 * Makes a machine's token and answers its secret, this once. `forbidden` for an agency outside the manager's scope,
 * `invalid` for an unknown one, `conflict` for a name in use in that context.
 */
export async function createToken(
  shared: Pick<Shared, 'db' | 'clock'>,
  manager: Manager,
  order: TokenOrder,
): Promise<{ token: MachineToken; secret: string }> {
  if (!covers(manager.scope, { agency: order.agency, service: null, unit: null })) {
    throw new Problem('forbidden', { pointer: '/agency' })
  }
  await checkAgency(shared, order.agency, '/agency')
  if (order.name === ADMIN_TOKEN_NAME) throw new Problem('conflict', { pointer: '/name' })
  const secret = `srp_${newSecret()}`
  const scopes = [...new Set(order.scopes)]
  const token = await shared.db.transaction(async (tx) => {
    const row = { ...order, id: randomUUID(), scopes, digest: secretDigest(secret) }
    const made = await insertToken(tx, row, shared.clock.now())
    if (!made) throw new Problem('conflict', { pointer: '/name' })
    await record(tx, shared, {
      actor: actorOf(manager),
      act: 'token.create',
      subject: made.id,
      detail: { name: made.name, scopes, agency: made.agency, context: made.context },
    })
    return made
  })
  return { token, secret }
}
