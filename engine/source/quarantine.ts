import { createHash } from 'node:crypto'
import type { Unreadable } from '#model'
import type { Ctx } from '#engine/context'
import { insertQuarantined } from './store.ts'

/**
 * Sets unreadable parts aside, sealed, each with its reason: nobody could read them yet, so nobody knows what is in
 * them. The same part of the same source is kept once, however often the wire brings it.
 */
export async function quarantine(
  ctx: Pick<Ctx, 'db' | 'clock' | 'secret'>,
  source: string,
  origin: string | null,
  parts: readonly Omit<Unreadable, 'kind'>[],
): Promise<void> {
  if (parts.length === 0) return
  const receivedAt = ctx.clock.now()
  await ctx.db.transaction((tx) =>
    insertQuarantined(
      tx,
      parts.map((part) => ({
        source,
        receivedAt,
        reason: part.reason,
        detail: part.detail,
        origin,
        size: part.part.byteLength,
        sealed: ctx.secret.seal(part.part),
        digest: createHash('sha256').update(`${origin}\0${part.reason}\0`).update(part.part).digest(),
      })),
    ),
  )
}
