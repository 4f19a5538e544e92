import { EVERYTHING, Problem, type ServiceDefinition, covers } from '#model'
import type { Caller, Ctx } from '#engine/context'
import type { SourceRow } from './row.ts'
import { insertMissing, selectOne } from './store.ts'

/**
 * The source that a pushed body speaks for: the one it names, else the one of the token's own name. A missing one is
 * made for the token itself, and for any name when an administrator asks. Another agency's source is `not_found`.
 */
export async function ensureSource(
  ctx: Pick<Ctx, 'db' | 'clock' | 'services'>,
  caller: Caller,
  named: string | undefined,
): Promise<SourceRow> {
  const id = named ?? caller.name
  const now = ctx.clock.now()
  const found = await selectOne(ctx.db, id, now, EVERYTHING)
  if (found) {
    const mine = covers(caller.scope, { agency: found.agency, service: found.service, unit: null })
    if (mine && found.connector === 'push') return found
    if (mine) throw new Problem('invalid', { pointer: '/source', detail: `${id} is read by ${found.connector}` })
    throw new Problem('not_found', { pointer: '/source' })
  }
  const service = ctx.services[0]
  if (!service || (named !== undefined && named !== caller.name && !caller.administrator)) {
    throw new Problem('not_found', { pointer: '/source' })
  }
  await insertMissing(
    ctx.db,
    {
      id,
      name: id,
      service: service.id,
      connector: 'push',
      decoder: null,
      agency: caller.agency,
      settings: {},
      secrets: null,
      every: service.every,
      grace: service.grace,
      assets: 'known',
    },
    now,
  )
  return (await selectOne(ctx.db, id, now, EVERYTHING)) as SourceRow
}

/** The source that a derivation's values stand under: the centre itself, with its service's rhythm. */
export async function ensureDerivationSource(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  of: { id: string; name: string; service: ServiceDefinition },
): Promise<void> {
  await insertMissing(
    ctx.db,
    {
      id: of.id,
      name: of.name,
      service: of.service.id,
      connector: 'derivation',
      decoder: null,
      agency: null,
      settings: {},
      secrets: null,
      every: of.service.every,
      grace: of.service.grace,
      assets: 'known',
    },
    ctx.clock.now(),
  )
}
