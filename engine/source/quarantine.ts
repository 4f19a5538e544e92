import { createHash } from 'node:crypto'
import type { Ctx } from '#engine/context'
import { type NewQuarantined, insertQuarantined, lockSource } from './quarantine-store.ts'
import { spoke } from './store.ts'
import type { Aside } from './take.ts'

/**
 * Sets unreadable parts aside, sealed, each with its reason: nobody could read them yet, so nobody knows what is in
 * them. The same part of the same source is kept once, however often the wire brings it.
 */
export async function quarantine(
  ctx: Pick<Ctx, 'db' | 'clock' | 'secret'>,
  source: string,
  origin: string | null,
  parts: readonly Aside[],
): Promise<void> {
  if (parts.length === 0) return
  const now = ctx.clock.now()
  await ctx.db.transaction(async (tx) => {
    await lockSource(tx, source)
    await insertQuarantined(tx, source, sealed(ctx, origin, now, parts))
    await spoke(tx, source, now)
  })
}

/** Parts as they are kept, each once. */
export function sealed(
  ctx: Pick<Ctx, 'secret'>,
  origin: string | null,
  receivedAt: number,
  parts: readonly Aside[],
): NewQuarantined[] {
  const byDigest = new Map<string, NewQuarantined>()
  for (const { part, reason, detail } of parts) {
    const digest = createHash('sha256').update(`${origin}\0`).update(part).digest()
    byDigest.set(digest.toString('hex'), {
      receivedAt,
      reason,
      detail: detail.toWellFormed().replaceAll('\0', '␀'),
      origin: origin === null ? null : origin.toWellFormed().replaceAll('\0', '␀'),
      size: part.byteLength,
      sealed: ctx.secret.seal(part),
      digest,
    })
  }
  return [...byDigest.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part)
}
