import { randomUUID } from 'node:crypto'
import { type Alert, EVERYTHING, type Incident, type IncidentInput, type IncidentStood, Problem, covers } from '#model'
import { findAgency } from '#engine/agency'
import { findAlert } from '#engine/alert'
import type { Caller, Ctx } from '#engine/context'
import { namedId } from '#engine/intake'
import { locateUnit } from '#engine/territory'
import { type Acting, leave, wordsOf } from './change.ts'
import { refuseMarks } from './secrecy.ts'
import { incidentOf, insertIncident, selectIncident, takeAlert } from './store.ts'

/** Where agencies and units are. */
export type Register = Pick<Ctx, 'db' | 'clock'>

/**
 * Opens an incident, by hand or from an alert: what the body leaves out comes from the alert, which stays as it is. Throws
 * `conflict` naming the incident that has the alert already, `forbidden` outside the caller's own scope. A `key` that the
 * caller has opened one with before answers that one.
 */
export async function open(
  ctx: Acting,
  live: Register,
  caller: Caller,
  input: IncidentInput,
  key?: string,
): Promise<Incident> {
  refuseMarks({ title: input.title })
  const alert = input.alert === undefined ? undefined : await findAlert(ctx.db, input.alert, caller.scope)
  if (input.alert !== undefined && !alert) throw new Problem('invalid', { pointer: '/alert', detail: 'no such alert' })
  const now = ctx.clock.now()
  const stood = await beginning(ctx, live, caller, input, alert, now)
  // Whoever may see the alert may open an incident of it, whoever is to lead; a hand-made one is of the own agency.
  if (!alert && !covers(caller.scope, stood)) throw new Problem('forbidden', { pointer: '/agency' })
  return ctx.journal.commit(async (tx) => {
    const id = key === undefined ? randomUUID() : namedId('incident', caller.id, key)
    const before = await selectIncident(tx, id, EVERYTHING)
    if (before) return { result: incidentOf(before), notes: [] }
    const at = ctx.clock.now()
    await insertIncident(tx, id, stood, (number) => wordsOf(number, stood), at)
    if (alert) await claim(takeAlert(tx, alert.id, id))
    const { result, notes } = await leave(tx, ctx, caller, {
      id,
      at,
      step: { act: 'opened', to: stood, ...(alert ? { alert: alert.id } : {}) },
      stood,
      changed: {},
    })
    return { result, notes }
  })
}

/** Throws when the alert is another incident's. */
export async function claim(taken: Promise<string | undefined>): Promise<void> {
  const first = await taken
  if (first !== undefined) throw new Problem('conflict', { pointer: '/alert', detail: first })
}

async function beginning(
  ctx: Acting,
  live: Register,
  caller: Caller,
  input: IncidentInput,
  alert: Alert | undefined,
  now: number,
): Promise<IncidentStood> {
  const agency = input.agency ?? alert?.agency ?? caller.agency
  await knownAgency(live, agency, '/agency')
  const own = input.lat !== undefined && input.lon !== undefined
  if (!own && (input.lat ?? input.lon) !== undefined) {
    throw new Problem('invalid', { pointer: input.lat === undefined ? '/lat' : '/lon', detail: 'both or none' })
  }
  const [lat, lon] = own ? [input.lat as number, input.lon as number] : [alert?.lat ?? null, alert?.lon ?? null]
  return {
    title: input.title,
    severity: input.severity,
    category: input.category ?? null,
    state: 'new',
    agency,
    // Who hands it to another agency goes on seeing it.
    cooperating: alert && caller.agency !== null && caller.agency !== agency ? [caller.agency] : [],
    service: input.service ?? alert?.service ?? null,
    unit: own ? await locateUnit(live, lat as number, lon as number, now) : (alert?.unit ?? null),
    lat,
    lon,
    owner: null,
    rule: alert?.rule ?? null,
    subject: alert?.subject ?? null,
    subject_name: alert?.subject_name ?? null,
    alerts: alert ? [alert.id] : [],
    opened_by: caller.id,
    started_at: null,
    closed_at: null,
    closed_by: null,
    closing: null,
    evidence: [],
    reopened: 0,
    merged_into: null,
    merged: [],
  }
}

/** Throws `invalid` for an agency that the register of today does not have; null is the province itself. */
export async function knownAgency(live: Register, code: string | null, pointer: string): Promise<void> {
  if (code === null) return
  const known = await findAgency(live as Parameters<typeof findAgency>[0], code)
  if (!known) throw new Problem('invalid', { pointer, detail: `no such agency: ${code}` })
}
