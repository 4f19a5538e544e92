import { type Derivation, EVERYTHING, HOUR, type ObservationDraft } from '#model'
import type { Ctx } from '#engine/context'
import { accept, hourlyMeans, storedValues } from '#engine/observation'
import { byHour, windowAt } from './window.ts'

/**
 * Computes an asset's derived values of these hours again and stores what differs. A value that can no longer be
 * computed is not removed: it stays with the quality `error`, so that nothing counts it.
 */
export async function recompute(
  ctx: Ctx,
  derivation: Derivation,
  service: string,
  asset: string,
  hours: readonly number[],
): Promise<void> {
  const first = hours[0]
  const last = hours.at(-1)
  if (first === undefined || last === undefined) return
  const from = first - (derivation.reach - 1) * HOUR
  const means = byHour(await hourlyMeans(ctx, asset, derivation.inputs, from, last + HOUR))
  const stored = await storedValues(ctx, { asset, property: derivation.output, from: first, to: last + 1 }, EVERYTHING)
  const drafts: ObservationDraft[] = []
  for (const at of hours) {
    const derived = derivation.derive(windowAt(at, means))
    const before = stored.get(at)
    const draft = { kind: 'observation', asset, property: derivation.output, at } as const
    if ('value' in derived) {
      if (before?.value !== derived.value || before.quality !== 'good') drafts.push({ ...draft, value: derived.value })
    } else if (before && before.quality !== 'error') drafts.push({ ...draft, value: before.value, quality: 'error' })
  }
  if (drafts.length === 0) return
  await accept(ctx, { id: derivation.id, service, agency: null, assets: 'known', connector: 'derivation' }, drafts)
}
