import { type Derivation, EVERYTHING, HOUR, type ServiceDefinition } from '#model'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { pollDue, setDue } from '#engine/due'
import { observationNews } from '#engine/observation'
import { ensureDerivationSource } from '#engine/source'
import { type Consumer, type JournalEntry, consume } from '#platform/journal'
import { recompute } from './recompute.ts'
import { affectedHours } from './window.ts'

export interface DerivationRunner extends Pick<Consumer, 'caughtUp' | 'position'> {
  stop(): Promise<void>
}

const DUE = 'derivation'

/**
 * Follows the journal: every changed hour of an input is computed again, with the hours after it that look back on it.
 * At the turn of the hour the new one is computed too, for a formula may need less than that hour's own values.
 */
export async function runDerivations(ctx: Ctx): Promise<DerivationRunner> {
  for (const { derivation, service } of derivationsOf(ctx.services)) {
    await ensureDerivationSource(ctx, { id: derivation.id, name: derivation.name.vi, service })
  }
  const consumer = await consume(ctx, DUE, (entries) => follow(ctx, entries))
  const deadlines = pollDue(ctx, DUE, async (due) => {
    const [id, asset] = due.key.split('|') as [string, string]
    const found = derivationsOf(ctx.services).find(({ derivation }) => derivation.id === id)
    if (found) await recompute(ctx, found.derivation, found.service.id, asset, [hourOf(due.at)])
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
    for (const [asset, hours] of changed) {
      await recompute(ctx, derivation, service.id, asset, affectedHours(hours, derivation.reach, now))
    }
    const next = hourOf(now) + HOUR
    await setDue(
      ctx.db,
      [...changed]
        .filter(([, hours]) => [...hours].some((hour) => hour >= next - derivation.reach * HOUR))
        .map(([asset]) => ({ kind: DUE, key: `${derivation.id}|${asset}`, at: next })),
    )
  }
}

function derivationsOf(
  services: readonly ServiceDefinition[],
): { derivation: Derivation; service: ServiceDefinition }[] {
  return services.flatMap((service) => service.derivations.map((derivation) => ({ derivation, service })))
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR) * HOUR
}
