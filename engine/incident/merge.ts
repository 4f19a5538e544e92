import { EVERYTHING, type Incident, Problem } from '#model'
import type { Caller } from '#engine/context'
import { type Acting, apply, demanded } from './change.ts'
import { demand, demandLead } from './state.ts'
import { lockIncidents, selectIncident, selectTimeline } from './store.ts'

/**
 * An incident lives on in another one: it keeps all that it is, and its timeline shows in the other's. Both are changed or
 * neither is. Answers the one that goes on.
 */
export function merge(
  ctx: Acting,
  caller: Caller,
  of: { id: string; version?: number | undefined; into: string },
): Promise<Incident> {
  return ctx.journal.commit(async (tx) => {
    await lockIncidents(tx, [of.id, of.into])
    const row = await demanded(tx, { caller, id: of.id, verb: 'merge', version: of.version })
    const into = await selectIncident(tx, of.into, caller.scope)
    if (!into || into.id === row.id) throw new Problem('invalid', { pointer: '/into', detail: 'no such incident' })
    demandLead('merge', into.stood, caller)
    demand('merge', into.stood.state)
    // One deep: what has others in it is first taken apart, or is the one that goes on.
    if (row.stood.merged.length > 0)
      throw new Problem('conflict', { pointer: '/into', detail: row.stood.merged.join(', ') })
    const at = ctx.clock.now()
    const gone = await apply(tx, ctx, caller, row, { act: 'merged', to: { state: 'merged', merged_into: into.id } }, at)
    const merged = [...into.stood.merged, row.id]
    const goesOn = await apply(tx, ctx, caller, into, { act: 'absorbed', to: { merged } }, at)
    return { result: goesOn.result, notes: [...gone.notes, ...goesOn.notes] }
  })
}

/** Takes an incident out of the other one again, exactly as it went in. Answers it. */
export function unmerge(
  ctx: Acting,
  caller: Caller,
  of: { id: string; version?: number | undefined },
): Promise<Incident> {
  return ctx.journal.commit(async (tx) => {
    const before = await demanded(tx, { caller, id: of.id, verb: 'unmerge', version: of.version })
    await lockIncidents(tx, [of.id, before.stood.merged_into ?? ''])
    const row = await demanded(tx, { caller, id: of.id, verb: 'unmerge', version: of.version })
    const into = await selectIncident(tx, row.stood.merged_into ?? '', EVERYTHING)
    const [last] = (await selectTimeline(tx, [row.id], Number.MAX_SAFE_INTEGER, 100)).filter(
      (one) => one.act === 'merged',
    )
    const [state] = last?.changed['state'] ?? []
    if (!into || state === undefined) throw new Error(`incident ${row.id} does not say what it was`)
    const at = ctx.clock.now()
    const back = await apply(
      tx,
      ctx,
      caller,
      row,
      { act: 'unmerged', to: { state: state as typeof row.stood.state, merged_into: null } },
      at,
    )
    const merged = into.stood.merged.filter((id) => id !== row.id)
    const other = await apply(tx, ctx, caller, into, { act: 'released', to: { merged } }, at)
    return { result: back.result, notes: [...back.notes, ...other.notes] }
  })
}
