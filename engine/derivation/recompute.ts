import { type Derivation, EVERYTHING, type ObservationDraft } from '#model'
import type { Ctx } from '#engine/context'
import { accept, hourlyMeans, storedValues } from '#engine/observation'
import { byHour, spanOf, windowOf } from './window.ts'

/**
 * Computes an asset's derived values of the periods with these starts again and stores what differs: a correction, which
 * keeps the earlier value too. A value that can no longer be computed is not removed: it stays with the quality `error`,
 * so that nothing counts it.
 */
export async function recompute(
  ctx: Ctx,
  derivation: Derivation,
  service: string,
  asset: string,
  starts: readonly number[],
): Promise<void> {
  const first = starts[0]
  const last = starts.at(-1)
  if (first === undefined || last === undefined) return
  const { from } = spanOf(derivation, first)
  const { to } = spanOf(derivation, last)
  const means = byHour(await hourlyMeans(ctx, asset, derivation.inputs, from, to))
  const stored = await storedValues(ctx, { asset, property: derivation.output, from: first, to: last + 1 }, EVERYTHING)
  const drafts: ObservationDraft[] = []
  for (const at of starts) {
    const derived = derivation.derive(windowOf(derivation, at, means))
    const before = stored.get(at)
    const draft = { kind: 'observation', asset, property: derivation.output, at } as const
    if ('value' in derived) {
      if (before?.value !== derived.value || before.quality !== 'good') drafts.push({ ...draft, value: derived.value })
    } else if (before && before.quality !== 'error') drafts.push({ ...draft, value: before.value, quality: 'error' })
  }
  if (drafts.length === 0) return
  await accept(ctx, { id: derivation.id, service, agency: null, assets: 'known', connector: 'derivation' }, drafts)
}
