import type { Incident } from '#model'
import type { Caller } from '#engine/context'
import { type Acting, act } from './change.ts'
import { type Register, knownAgency } from './open.ts'
import { refuseMarks } from './secrecy.ts'

/** Says which agencies help: they see the incident from now on, those left out no longer do. */
export async function cooperate(
  ctx: Acting,
  live: Register,
  caller: Caller,
  of: { id: string; version?: number | undefined; agencies: readonly string[]; note?: string | undefined },
): Promise<Incident> {
  refuseMarks({ note: of.note })
  for (const [index, code] of of.agencies.entries()) await knownAgency(live, code, `/agencies/${index}`)
  return act(ctx, { caller, id: of.id, verb: 'cooperate', version: of.version }, (_, { stood }) => ({
    act: 'cooperation',
    note: of.note ?? null,
    to: { cooperating: [...new Set(of.agencies)].filter((code) => code !== stood.agency) },
  }))
}
