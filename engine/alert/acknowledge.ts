import { type Alert, EVERYTHING, Problem } from '#model'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import { noteOf } from './list.ts'
import { insertChange, lock, selectOne, setAcknowledged } from './store.ts'

/**
 * Somebody takes an open alert: it has an owner from now on. Acknowledging never changes the condition itself. Throws
 * `conflict` naming who was first; `not_found` outside the scope.
 */
export async function acknowledge(
  ctx: Pick<Ctx, 'journal' | 'clock'>,
  caller: Caller,
  id: string,
  note: string | null,
): Promise<Alert> {
  return ctx.journal.commit(async (tx) => {
    await lock(tx, id)
    const alert = await selectOne(tx, id, caller.scope)
    if (!alert) throw new Problem('not_found')
    if (alert.state !== 'open') {
      throw new Problem('conflict', {
        detail: `${alert.state}: ${alert.owner_name ?? ''} ${alert.acknowledged_at ?? ''}`.trim(),
      })
    }
    const at = ctx.clock.now()
    await setAcknowledged(tx, id, caller.id, at)
    await insertChange(tx, { alert: id, at, act: 'acknowledged', by: caller.id, note, evidence: null })
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: 'alert.acknowledge',
      subject: id,
      detail: { rule: alert.rule, of: alert.subject },
    })
    const result = (await selectOne(tx, id, EVERYTHING)) as Alert
    return { result, notes: [noteOf(result, at)] }
  })
}
