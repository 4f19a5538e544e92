import { type Incident, Problem } from '#model'
import { findAlert } from '#engine/alert'
import type { Caller } from '#engine/context'
import { type Acting, act } from './change.ts'
import { claim } from './open.ts'
import { freeAlert, takeAlert } from './store.ts'

interface Linking {
  readonly id: string
  readonly version?: number | undefined
  readonly alert: string
}

/** Another alert is of this incident too. Throws `conflict` naming the incident that has it. */
export async function link(ctx: Acting, caller: Caller, { alert, ...of }: Linking): Promise<Incident> {
  return act(ctx, { caller, ...of, verb: 'link' }, async (tx, { id, stood }) => {
    const found = await findAlert(tx, alert, caller.scope)
    if (!found) throw new Problem('invalid', { pointer: '/alert', detail: 'no such alert' })
    await claim(takeAlert(tx, found.id, id))
    return { act: 'linked', alert: found.id, to: { alerts: [...stood.alerts, found.id] } }
  })
}

/** An alert is not of this incident after all. */
export async function unlink(ctx: Acting, caller: Caller, { alert, ...of }: Linking): Promise<Incident> {
  return act(ctx, { caller, ...of, verb: 'link' }, async (tx, { stood }) => {
    if (!stood.alerts.includes(alert))
      throw new Problem('conflict', { pointer: '/alert', detail: 'not of this incident' })
    await freeAlert(tx, alert)
    return { act: 'unlinked', alert, to: { alerts: stood.alerts.filter((one) => one !== alert) } }
  })
}
