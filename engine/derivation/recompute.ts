import type { Derivation, ObservationDraft, Quality } from '#model'
import type { Ctx } from '#engine/context'
import { type HourlyMean, accept, hourlyMeansOf, storedValuesOf } from '#engine/observation'
import { byHour, spanOf, windowOf } from './window.ts'

/** An asset's periods to compute again, by their starts, in order; at least one. */
export interface Stale {
  readonly asset: string
  readonly starts: readonly number[]
}

/** Assets of one question and one commit. */
const AT_ONCE = 50

/**
 * Computes derived values of these periods again and stores what differs: a correction, which keeps the earlier value too.
 * A value that can no longer be computed is not removed: it stays with the quality `error`, so that nothing counts it.
 */
export async function recompute(
  ctx: Ctx,
  derivation: Derivation,
  service: string,
  stale: readonly Stale[],
): Promise<void> {
  const due = stale.filter((one) => one.starts.length > 0)
  for (let first = 0; first < due.length; first += AT_ONCE) {
    const some = due.slice(first, first + AT_ONCE)
    const [means, stored] = await Promise.all([
      hourlyMeansOf(
        ctx,
        some.map((one) => inputSpan(derivation, one)),
        derivation.inputs,
      ),
      storedValuesOf(ctx, some.map(outputSpan), derivation.output),
    ])
    const drafts = some.flatMap((one, at) => draftsOf(derivation, one, means[at] ?? [], stored[at] ?? new Map()))
    if (drafts.length === 0) continue
    await accept(ctx, { id: derivation.id, service, agency: null, assets: 'known', connector: 'derivation' }, drafts)
  }
}

function inputSpan(derivation: Derivation, { asset, starts }: Stale): { asset: string; from: number; to: number } {
  const { from } = spanOf(derivation, starts[0] as number)
  return { asset, from, to: spanOf(derivation, starts.at(-1) as number).to }
}

function outputSpan({ asset, starts }: Stale): { asset: string; from: number; to: number } {
  return { asset, from: starts[0] as number, to: (starts.at(-1) as number) + 1 }
}

/** What differs from what is stored. */
function draftsOf(
  derivation: Derivation,
  { asset, starts }: Stale,
  list: readonly HourlyMean[],
  stored: ReadonlyMap<number, { readonly value: number; readonly quality: Quality }>,
): ObservationDraft[] {
  const means = byHour(list)
  return starts.flatMap((at): ObservationDraft[] => {
    const derived = derivation.derive(windowOf(derivation, at, means))
    const before = stored.get(at)
    const draft = { kind: 'observation', asset, property: derivation.output, at } as const
    if ('value' in derived) {
      return before?.value === derived.value && before.quality === 'good' ? [] : [{ ...draft, value: derived.value }]
    }
    return before && before.quality !== 'error' ? [{ ...draft, value: before.value, quality: 'error' }] : []
  })
}
