import { type Incident, type IncidentEdit, Problem } from '#model'
import type { Caller } from '#engine/context'
import { locateUnit } from '#engine/territory'
import { type Acting, act } from './change.ts'
import type { Register } from './open.ts'
import { refuseMarks } from './secrecy.ts'

/** Says anew what, how severe, what kind, where; what is left out stays. A new place has its own unit. */
export async function edit(
  ctx: Acting,
  live: Register,
  caller: Caller,
  of: { id: string; version?: number | undefined; edit: IncidentEdit },
): Promise<Incident> {
  const { lat, lon, ...rest } = of.edit
  refuseMarks({ title: rest.title })
  const moved = lat !== undefined || lon !== undefined
  if (moved && (lat === undefined || lon === undefined || (lat === null) !== (lon === null))) {
    throw new Problem('invalid', {
      pointer: lat === undefined || lat === null ? '/lat' : '/lon',
      detail: 'both or none',
    })
  }
  const unit = moved && lat != null && lon != null ? await locateUnit(live, lat, lon, ctx.clock.now()) : null
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const place = moved ? { lat: lat as number | null, lon: lon as number | null, unit } : {}
  return act(ctx, { caller, id: of.id, verb: 'edit', version: of.version }, () => ({
    act: 'edited',
    to: { ...given, ...place },
  }))
}
