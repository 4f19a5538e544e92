import { DAY, type Derivation, EVERYTHING, HOUR, SECOND, type ServiceDefinition } from '#model'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { pollDue, setDue } from '#engine/due'
import { observationNews } from '#engine/observation'
import { ensureDerivationSource } from '#engine/source'
import { type Consumer, type JournalEntry, consume } from '#platform/journal'
import { recompute } from './recompute.ts'
import { affectedPeriods, awaitedPeriod, knownFrom } from './window.ts'

export interface DerivationRunner extends Pick<Consumer, 'caughtUp' | 'position'> {
  stop(): Promise<void>
}

const DUE = 'derivation'

/**
 * Follows the journal: for every changed hour of an input, exactly the hours and days that look at it are computed again.
 * At the turn of the hour the new one is computed too, for a formula may need less than that hour's own values; a day is
 * computed when it ends.
 */
export async function runDerivations(ctx: Ctx): Promise<DerivationRunner> {
  for (const { derivation, service } of derivationsOf(ctx.services)) {
    await ensureDerivationSource(ctx, {
      id: derivation.id,
      name: derivation.name.vi,
      service: { ...service, ...rhythmOf(derivation, service) },
    })
  }
  const consumer = await consume(ctx, DUE, (entries) => follow(ctx, entries))
  const deadlines = pollDue(ctx, DUE, async (due) => {
    const [id, asset, start] = due.key.split('|') as [string, string, string | undefined]
    const found = derivationsOf(ctx.services).find(({ derivation }) => derivation.id === id)
    // Version 0.1.0 named no period: it was the hour that begins.
    if (found) await recompute(ctx, found.derivation, found.service.id, [{ asset, starts: [Number(start ?? due.at)] }])
    return undefined
  })
  return {
    caughtUp: () => consumer.caughtUp(),
    position: () => consumer.position(),
    async stop() {
      await Promise.all([consumer.stop(), deadlines.stop()])
    },
  }
}

async function follow(ctx: Ctx, entries: readonly JournalEntry[]): Promise<void> {
  const news = entries.flatMap(observationNews)
  if (news.length === 0) return
  const assets = await findAssets(ctx, [...new Set(news.map((one) => one.asset))], EVERYTHING)
  for (const { derivation, service } of derivationsOf(ctx.services)) {
    const changed = new Map<string, Set<number>>()
    for (const one of news) {
      if (!derivation.inputs.includes(one.property) || assets.get(one.asset)?.service !== service.id) continue
      const hours = changed.get(one.asset) ?? new Set()
      changed.set(one.asset, hours.add(hourOf(one.at)))
    }
    const now = ctx.clock.now()
    const stale = [...changed].map(([asset, hours]) => ({ asset, starts: affectedPeriods(derivation, hours, now) }))
    await recompute(ctx, derivation, service.id, stale)
    const deadlines = [...changed].flatMap(([asset, hours]) => {
      const start = awaitedPeriod(derivation, hours, now)
      // Named with its period: the next one's deadline must not push this one aside.
      return start === undefined
        ? []
        : [{ kind: DUE, key: `${derivation.id}|${asset}|${start}`, at: knownFrom(derivation, start) }]
    })
    await setDue(ctx.db, deadlines)
  }
}

/** How often the derivation's source speaks, seconds. A day's value bears the day's beginning and stands until the next. */
function rhythmOf(
  { per }: Derivation,
  { every, grace }: ServiceDefinition,
): Pick<ServiceDefinition, 'every' | 'grace'> {
  const day = DAY / SECOND
  return per === 'day' ? { every: day, grace: day + grace } : { every, grace }
}

function derivationsOf(
  services: readonly ServiceDefinition[],
): { derivation: Derivation; service: ServiceDefinition }[] {
  return services.flatMap((service) => service.derivations.map((derivation) => ({ derivation, service })))
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR
}
