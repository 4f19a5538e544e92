import { type Assignee, type Incident, Problem } from '#model'
import type { Caller } from '#engine/context'
import { type Acting, act } from './change.ts'
import { type Register, knownAgency } from './open.ts'
import { refuseMarks } from './secrecy.ts'
import { selectAssignees, selectIncident } from './store.ts'

export interface Assignment {
  readonly id: string
  readonly version?: number | undefined
  /** A person, or null: nobody any more. */
  readonly owner?: string | null | undefined
  /** Who leads from now on; whoever led goes on helping. */
  readonly agency?: string | undefined
  readonly note?: string | undefined
}

/** Gives an incident to a person, to an agency, or to both. Throws `invalid` for whom it cannot be given to. */
export async function assign(ctx: Acting, live: Register, caller: Caller, order: Assignment): Promise<Incident> {
  const { owner, agency } = order
  refuseMarks({ note: order.note })
  if (owner === undefined && agency === undefined) throw new Problem('invalid', { pointer: '/owner' })
  if (agency !== undefined) await knownAgency(live, agency, '/agency')
  return act(ctx, { caller, id: order.id, verb: 'assign', version: order.version }, async (tx, { stood }) => {
    const led = agency ?? stood.agency
    const helping =
      led === stood.agency || stood.agency === null ? stood.cooperating : [...stood.cooperating, stood.agency]
    const cooperating = [...new Set(helping)].filter((code) => code !== led)
    const moved = { ...stood, agency: led, cooperating }
    if (typeof owner === 'string') {
      const who = await selectAssignees(tx, moved, ctx.name === 'demo')
      if (!who.some((one) => one.id === owner))
        throw new Problem('invalid', { pointer: '/owner', detail: 'not theirs' })
    }
    // Another agency gives it to its own people.
    const next = owner === undefined ? (led === stood.agency ? stood.owner : null) : owner
    const state = stood.state === 'working' ? 'working' : next === null && agency === undefined ? 'new' : 'assigned'
    return { act: 'assigned', note: order.note ?? null, to: { agency: led, cooperating, owner: next, state } }
  })
}

/** Those to whom an incident can be given; `not_found` outside the scope. */
export async function listAssignees(ctx: Pick<Acting, 'db' | 'name'>, caller: Caller, id: string): Promise<Assignee[]> {
  const row = await selectIncident(ctx.db, id, caller.scope)
  if (!row) throw new Problem('not_found')
  return selectAssignees(ctx.db, row.stood, ctx.name === 'demo')
}
