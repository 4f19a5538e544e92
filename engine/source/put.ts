import { type Connector, EVERYTHING, Problem, type Source, type SourceInput, covers } from '#model'
import { findAgency } from '#engine/agency'
import { record } from '#engine/audit'
import type { Caller, Ctx } from '#engine/context'
import { type SourceRow, sourceOf } from './row.ts'
import { selectOne, upsert } from './store.ts'

/** Makes a source or changes it. Settings are checked by the connector's own schema; its secrets are sealed. */
export async function putSource(
  ctx: Pick<Ctx, 'db' | 'clock' | 'secret' | 'services'>,
  connectors: readonly Connector[],
  caller: Pick<Caller, 'id' | 'scope' | 'agency'> & { readonly kind: Caller['kind'] | 'system' },
  input: SourceInput,
): Promise<Source> {
  const service = ctx.services.find((one) => one.id === input.service)
  if (!service) throw new Problem('invalid', { pointer: '/service', detail: 'unknown service' })
  if (input.decoder && !service.decoders.some((one) => one.id === input.decoder)) {
    throw new Problem('invalid', { pointer: '/decoder', detail: 'unknown decoder of this service' })
  }
  const before = await selectOne(ctx.db, input.id, ctx.clock.now(), EVERYTHING)
  // What the centre computes stands under sources of its own.
  if (before?.connector === 'derivation') throw new Problem('forbidden', { pointer: '/id' })
  if (input.agency && !(await findAgency(ctx, input.agency))) {
    throw new Problem('invalid', { pointer: '/agency', detail: 'unknown agency' })
  }
  const agency = input.agency === undefined ? (before?.agency ?? caller.agency) : input.agency
  const owned = { agency, service: input.service, unit: null }
  if (!covers(caller.scope, owned) || (before && !covers(caller.scope, { ...before, unit: null }))) {
    throw new Problem('forbidden', { pointer: '/id' })
  }
  const { settings, secrets } = settingsOf(ctx, connectors, input, before)
  const now = ctx.clock.now()
  await ctx.db.transaction(async (tx) => {
    await upsert(
      tx,
      {
        id: input.id,
        name: input.name ?? before?.name ?? input.id,
        service: input.service,
        connector: input.connector,
        decoder: input.decoder ?? null,
        agency,
        settings,
        secrets,
        every: input.every ?? before?.every ?? service.every,
        grace: input.grace ?? before?.grace ?? service.grace,
        assets: input.assets ?? before?.assets ?? 'known',
      },
      now,
    )
    await record(tx, ctx, {
      actor: { kind: caller.kind, id: caller.id },
      act: before ? 'source.change' : 'source.create',
      subject: input.id,
      detail: { connector: input.connector, decoder: input.decoder ?? null, settings },
    })
  })
  return sourceOf((await selectOne(ctx.db, input.id, now, EVERYTHING)) as SourceRow, now)
}

/** Divides what may be shown from what may not. A secret left out of a change stays as it was, for the same connector. */
function settingsOf(
  ctx: Pick<Ctx, 'secret'>,
  connectors: readonly Connector[],
  input: SourceInput,
  before: SourceRow | undefined,
): { settings: Record<string, unknown>; secrets: Buffer | null } {
  if (input.connector === 'push') return { settings: {}, secrets: null }
  const connector = connectors.find((one) => one.id === input.connector)
  if (!connector) throw new Problem('invalid', { pointer: '/connector', detail: 'unknown connector' })
  const kept = before?.connector === connector.id ? keptOf(ctx, connector, input, before) : {}
  const read = connector.settings.safeParse({ ...kept, ...input.settings })
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new Problem('invalid', {
      pointer: `/settings/${issue?.path.join('/') ?? ''}`,
      ...(issue ? { detail: issue.message } : {}),
    })
  }
  const settings: Record<string, unknown> = {}
  const secret: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(read.data)) {
    const hidden = connector.settings.shape[key]?.meta()?.['secret'] === true
    ;(hidden ? secret : settings)[key] = value
  }
  const secrets = Object.keys(secret).length === 0 ? null : ctx.secret.seal(Buffer.from(JSON.stringify(secret)))
  return { settings, secrets }
}

/**
 * What a change need not say again. Secrets are for the place that they were given for (a field marked `place`): when it
 * changes they must be given again, or a password could be had by sending it elsewhere.
 */
function keptOf(
  ctx: Pick<Ctx, 'secret'>,
  connector: Connector,
  input: SourceInput,
  before: SourceRow,
): Record<string, unknown> {
  const marked = (mark: string): string[] =>
    Object.entries(connector.settings.shape).flatMap(([key, field]) => (field.meta()?.[mark] === true ? key : []))
  const kept = Object.fromEntries(marked('keep').map((key) => [key, before.settings[key]]))
  const moved = marked('place').some((key) => input.settings[key] !== before.settings[key])
  return moved || !before.secrets ? kept : { ...kept, ...openSecrets(ctx, before.secrets) }
}

/** Under another key than they were sealed with they are gone, and must be given again. */
function openSecrets(ctx: Pick<Ctx, 'secret'>, sealed: Buffer): object {
  try {
    return JSON.parse(ctx.secret.open(sealed).toString()) as object
  } catch {
    return {}
  }
}
