import { ContextName, EVERYTHING, TOKEN_SCOPES } from '#model'
import { lineagesOf } from '#engine/agency'
import type { Caller, Shared } from '#engine/context'
import { timingSafeEqual } from 'node:crypto'
import { authorityOfScopes } from './authority.ts'
import { secretDigest } from './secret.ts'
import { tokenOfDigest } from './token-store.ts'

/** The name under which the token of the setting ADMIN_TOKEN acts; no other token may take it. */
export const ADMIN_TOKEN_NAME = 'admin'
export const ADMIN_TOKEN_ID = 'admin-token'

/**
 * Which machine holds the secret, or undefined. `adminToken` is the setting ADMIN_TOKEN; it is worth something from
 * loopback only, so hand it over only when the peer was found to be there.
 */
export async function callerOfToken(
  shared: Pick<Shared, 'db'>,
  secret: string,
  adminToken?: string,
): Promise<Caller | undefined> {
  const digest = secretDigest(secret)
  if (adminToken !== undefined && timingSafeEqual(digest, secretDigest(adminToken))) {
    const authority = authorityOfScopes(TOKEN_SCOPES, null, new Map(), 'live')
    return {
      kind: 'token',
      id: ADMIN_TOKEN_ID,
      name: ADMIN_TOKEN_NAME,
      context: 'live',
      ...authority,
      scope: EVERYTHING,
    }
  }
  const token = await tokenOfDigest(shared.db, digest)
  if (!token) return undefined
  const context = ContextName.parse(token.context)
  const lineages = await lineagesOf(shared.db, token.agency === null ? [] : [token.agency])
  const authority = authorityOfScopes(token.scopes, token.agency, lineages, context)
  return { kind: 'token', id: token.id, name: token.name, context, ...authority }
}
