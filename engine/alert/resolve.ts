import { type Alert, type AlertEvidence, EVERYTHING, Problem } from '#model'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import type { Sql } from '#platform/database'
import type { Note } from '#platform/journal'
import { noteOf } from './list.ts'
import { insertChange, lock, selectOne, selectOpen, setResolved } from './store.ts'

/** A person ends an alert and says why. If the condition still holds, the next value raises a new one. */
export async function resolve(
  ctx: Pick<Ctx, 'journal' | 'clock'>,
  caller: Caller,
  id: string,
  note: string,
): Promise<Alert> {
  return ctx.journal.commit(async (tx) => {
    await lock(tx, id)
    const alert = await selectOne(tx, id, caller.scope)
    if (!alert) throw new Problem('not_found')
    if (alert.state === 'resolved') throw new Problem('conflict', { detail: `resolved: ${alert.resolved_at}` })
    const at = ctx.clock.now()
    await setResolved(tx, id, 'person', at)
    await insertChange(tx, { alert: id, at, act: 'resolved', by: caller.id, note, evidence: null })
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: 'alert.resolve',
      subject: id,
      detail: { rule: alert.rule, of: alert.subject },
    })
    const result = (await selectOne(tx, id, EVERYTHING)) as Alert
    return { result, notes: [noteOf(result, at)] }
  })
}

/** The rule saw its condition end: with a value that says so, never for want of one. */
export async function clear(
  tx: Sql,
  ctx: Pick<Ctx, 'clock'>,
  of: { rule: string; subject: string; evidence: AlertEvidence },
): Promise<Note | undefined> {
  const id = await selectOpen(tx, of.rule, of.subject)
  if (!id) return undefined
  const at = ctx.clock.now()
  await setResolved(tx, id, 'rule', at)
  await insertChange(tx, { alert: id, at, act: 'resolved', by: null, note: null, evidence: of.evidence })
  return noteOf(await selectOne(tx, id, EVERYTHING), at)
}
