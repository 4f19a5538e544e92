import {
  type Incident,
  type IncidentAct,
  type IncidentChange,
  type IncidentStood,
  EVERYTHING,
  Problem,
  fold,
} from '#model'
import { alertNews } from '#engine/alert'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import type { Sql } from '#platform/database'
import type { Note } from '#platform/journal'
import { type IncidentVerb, demand, demandLead } from './state.ts'
import { incidentOf, insertChange, lockIncidents, selectIncident, selectTimeline, updateIncident } from './store.ts'
import type { IncidentRow } from './store.ts'

export type Acting = Pick<Ctx, 'name' | 'db' | 'journal' | 'clock'>

/** Kind of the journal entries that carry an incident as it is after a change. */
export const INCIDENT_ENTRY = 'incident'

/** What an act makes of an incident. */
export interface Step {
  readonly act: IncidentAct
  readonly note?: string | null
  readonly to: Partial<IncidentStood>
  /** The alert that has come to it, or left it: whoever sees that hears of it too. */
  readonly alert?: string
}

/** An act upon one incident: who, which, and what version of it the actor has seen. */
export interface Order {
  readonly caller: Caller
  readonly id: string
  readonly verb: IncidentVerb
  readonly version?: number | undefined
}

/**
 * Every act upon an incident: held, seen within the scope, by one who leads it where that is needed, in a state that allows it, not changed since the actor looked;
 * then row, change, audit and news in one transaction. Throws `not_found`, `forbidden`, or `conflict` saying what stands in the way.
 */
export function act(
  ctx: Acting,
  order: Order,
  work: (tx: Sql, row: IncidentRow, at: number) => Promise<Step> | Step,
): Promise<Incident> {
  return ctx.journal.commit(async (tx) => {
    await lockIncidents(tx, [order.id])
    const row = await demanded(tx, order)
    const at = ctx.clock.now()
    const { result, notes } = await apply(tx, ctx, order.caller, row, await work(tx, row, at), at)
    return { result, notes }
  })
}

/** The incident, if the order may be carried out upon it. */
export async function demanded(tx: Sql, { caller, id, verb, version }: Order): Promise<IncidentRow> {
  const row = await selectIncident(tx, id, caller.scope)
  if (!row) throw new Problem('not_found')
  if (version !== undefined && version !== Number(row.version)) {
    const [last] = await selectTimeline(tx, [id], Number.MAX_SAFE_INTEGER, 1)
    throw new Problem('conflict', {
      pointer: '/version',
      detail: `${last?.by_name ?? ''} ${last?.act} ${last?.at}`.trim(),
    })
  }
  demandLead(verb, row.stood, caller)
  demand(verb, row.stood.state)
  return row
}

/** Writes what a step changes, its line of the timeline, and its audit row. Answers the incident and its news. */
export async function apply(
  tx: Sql,
  ctx: Pick<Ctx, 'clock'>,
  caller: Caller,
  row: Pick<IncidentRow, 'id' | 'number' | 'stood'>,
  step: Step,
  at: number,
): Promise<{ result: Incident; notes: Note[] }> {
  const stood: IncidentStood = { ...row.stood, ...step.to }
  const changed = difference(row.stood, stood)
  await updateIncident(tx, row.id, stood, wordsOf(row.number, stood))
  return leave(tx, ctx, caller, { id: row.id, at, step, stood, changed })
}

/** The line of the timeline, the audit row and the news of a change that was made. */
export async function leave(
  tx: Sql,
  ctx: Pick<Ctx, 'clock'>,
  caller: Caller,
  of: { id: string; at: number; step: Step; stood: IncidentStood; changed: IncidentChange['changed'] },
): Promise<{ result: Incident; notes: Note[] }> {
  const { id, at, step, stood, changed } = of
  await insertChange(tx, { incident: id, at, act: step.act, by: caller.id, note: step.note ?? null, changed, stood })
  await record(tx, ctx, {
    actor: { kind: caller.kind, id: caller.id },
    act: `incident.${step.act}`,
    subject: id,
    detail: { fields: Object.keys(changed) },
  })
  const after = await selectIncident(tx, id, EVERYTHING)
  if (!after) throw new Error('an incident that was just written is not there')
  const result = incidentOf(after)
  const news = { kind: INCIDENT_ENTRY, source: null, receivedAt: at, payload: result }
  return { result, notes: [news, ...(step.alert === undefined ? [] : [await alertNews(tx, step.alert, at)])] }
}

/** What an incident is found by. */
export function wordsOf(number: number, { title, subject_name, subject, category }: IncidentStood): string {
  return fold(`${number} ${title} ${subject_name ?? ''} ${subject ?? ''} ${category ?? ''}`)
}

function difference(before: IncidentStood, after: IncidentStood): IncidentChange['changed'] {
  const fields = Object.keys(after) as (keyof IncidentStood)[]
  return Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
      .map((field) => [field, [before[field], after[field]]]),
  )
}
