import type { Incident } from '#model'
import type { Caller } from '#engine/context'
import { type Acting, act } from './change.ts'
import { refuseMarks } from './secrecy.ts'

interface Said {
  readonly id: string
  readonly version?: number | undefined
}

/** Work has begun; who begins it without an owner owns it. */
export function start(ctx: Acting, caller: Caller, of: Said): Promise<Incident> {
  return act(ctx, { caller, ...of, verb: 'start' }, (_, { stood }, at) => ({
    act: 'started',
    to: { state: 'working', owner: stood.owner ?? caller.id, started_at: new Date(at).toISOString() },
  }))
}

/** A line for the timeline. */
export async function note(ctx: Acting, caller: Caller, of: Said & { note: string }): Promise<Incident> {
  refuseMarks({ note: of.note })
  const { note: text, ...order } = of
  return act(ctx, { caller, ...order, verb: 'note' }, () => ({ act: 'noted', note: text, to: {} }))
}

/** It was not over after all: the same incident goes on, with its evidence kept. */
export async function reopen(ctx: Acting, caller: Caller, of: Said & { note: string }): Promise<Incident> {
  refuseMarks({ note: of.note })
  const { note: text, ...order } = of
  return act(ctx, { caller, ...order, verb: 'reopen' }, (_, { stood }) => ({
    act: 'reopened',
    note: text,
    to: { state: 'working', closed_at: null, closed_by: null, closing: null, reopened: stood.reopened + 1 },
  }))
}
