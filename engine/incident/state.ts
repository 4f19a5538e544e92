import { type IncidentState, type IncidentStood, Problem, covers } from '#model'
import type { Caller } from '#engine/context'

/** Acts that need the incident to be in one of these states. Reading, and taking out of another one, need none. */
const ALLOWED = {
  edit: ['new', 'assigned', 'working'],
  assign: ['new', 'assigned', 'working'],
  cooperate: ['new', 'assigned', 'working'],
  start: ['new', 'assigned'],
  // What comes to light afterwards is noted all the same.
  note: ['new', 'assigned', 'working', 'closed'],
  link: ['new', 'assigned', 'working'],
  close: ['new', 'assigned', 'working'],
  reopen: ['closed'],
  merge: ['new', 'assigned', 'working'],
  unmerge: ['merged'],
} as const satisfies Readonly<Record<string, readonly IncidentState[]>>
export type IncidentVerb = keyof typeof ALLOWED

export function mayFollow(verb: IncidentVerb, state: IncidentState): boolean {
  return (ALLOWED[verb] as readonly IncidentState[]).includes(state)
}

/** Throws `conflict` where an incident in this state cannot be acted upon so. */
export function demand(verb: IncidentVerb, state: IncidentState): void {
  if (!mayFollow(verb, state)) throw new Problem('conflict', { detail: `${verb}: ${state}` })
}

/** Who helps adds what it knows; the owner does the work; whose it is, is said by who leads. */
const OF_ALL: readonly IncidentVerb[] = ['note', 'link']
const OF_OWNER: readonly IncidentVerb[] = ['start', 'edit', 'close', 'reopen']

/** Throws `forbidden` where seeing an incident is not enough for the act. */
export function demandLead(verb: IncidentVerb, stood: IncidentStood, caller: Pick<Caller, 'id' | 'scope'>): void {
  if (OF_ALL.includes(verb) || covers(caller.scope, stood)) return
  if (OF_OWNER.includes(verb) && stood.owner === caller.id) return
  throw new Problem('forbidden', { detail: `${verb}: ${stood.agency ?? ''}` })
}
