import { randomUUID } from 'node:crypto'
import { Problem, type QuarantineReplay } from '#model'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import { selectMessage } from './quarantine-store.ts'
import { insertReplay, replayOf, selectReplay, setEnded } from './replay-store.ts'

/**
 * Asks for messages to be read again: one, those of a reason, or all that wait now. The work itself is done by
 * `runReplays`. Throws `conflict` while another replay of the source runs, or when the one message no longer waits.
 */
export async function startReplay(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  caller: Caller,
  source: string,
  of: { message?: number; reason?: string | undefined },
): Promise<QuarantineReplay> {
  const id = randomUUID()
  const at = ctx.clock.now()
  return ctx.db.transaction(async (tx) => {
    if (of.message !== undefined) {
      const found = await selectMessage(tx, source, of.message)
      if (!found) throw new Problem('not_found')
      if (found.message.state !== 'waiting') throw new Problem('conflict', { detail: found.message.state })
    }
    const wanted = { source, reason: of.reason ?? null, message: of.message ?? null }
    const row = await insertReplay(tx, id, wanted, caller.id, at)
    if (!row) throw new Problem('conflict', { detail: 'a replay of this source is running' })
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: 'quarantine.replay',
      subject: source,
      detail: { ...of, replay: id, total: row.total },
    })
    return replayOf({ ...row, by: caller.name })
  })
}

/** Stops a replay between two messages; what it has cleared stays cleared. Throws `conflict` when it has ended. */
export async function cancelReplay(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  caller: Caller,
  source: string,
  id: string,
): Promise<QuarantineReplay> {
  return ctx.db.transaction(async (tx) => {
    const row = await selectReplay(tx, source, id)
    if (!row) throw new Problem('not_found')
    if (!(await setEnded(tx, id, 'cancelled', ctx.clock.now()))) throw new Problem('conflict', { detail: row.state })
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: 'quarantine.cancel',
      subject: source,
      detail: { replay: id },
    })
    return replayOf((await selectReplay(tx, source, id)) ?? row)
  })
}
