import { type Dismissal, Problem } from '#model'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import { lockSource, selectMessage, setDismissed, setWaiting } from './quarantine-store.ts'

/**
 * A person says that one message, or all that share a reason, will not be read: kept, marked, no longer counted. Answers
 * how many, and the moment that takes them back together.
 */
export async function dismiss(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  caller: Caller,
  source: string,
  of: { message: number } | { reason: string },
  word: Dismissal,
): Promise<{ count: number; settled_at: string }> {
  const at = ctx.clock.now()
  return ctx.db.transaction(async (tx) => {
    await lockSource(tx, source)
    const count = await setDismissed(tx, source, of, word, caller.id, at)
    if ('message' in of && count === 0) await refuse(tx, source, of.message)
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: 'quarantine.dismiss',
      subject: source,
      detail: { ...of, ...word, count },
    })
    return { count, settled_at: new Date(at).toISOString() }
  })
}

/** Takes a dismissal back: of one message, or all that were dismissed at one moment (epoch ms). They wait again. */
export async function restore(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  caller: Caller,
  source: string,
  of: { message: number } | { at: number },
): Promise<{ count: number }> {
  return ctx.db.transaction(async (tx) => {
    await lockSource(tx, source)
    const count = await setWaiting(tx, source, of)
    if ('message' in of && count === 0) await refuse(tx, source, of.message)
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: 'quarantine.restore',
      subject: source,
      detail: { ...of, count },
    })
    return { count }
  })
}

async function refuse(tx: Parameters<typeof selectMessage>[0], source: string, id: number): Promise<never> {
  const found = await selectMessage(tx, source, id)
  if (!found) throw new Problem('not_found')
  throw new Problem('conflict', { detail: found.message.state })
}
