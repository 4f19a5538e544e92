import { type Derivation, type EarlierValue, HOUR, type ObservationProof, Problem, type Scope } from '#model'
import { findAssets } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { type HourlyMean, earlierValues, hourlyMeans, storedValues } from '#engine/observation'
import { byHour, meanKey, periodOf, spanOf, startOf, windowOf } from './window.ts'

/**
 * The proof of a derived value: computed again from what is stored now, beside the value that stands and those that it
 * replaced. `not_found` for an
 * asset outside the scope, `invalid` for a property that is measured and not derived.
 */
export async function proveObservation(
  ctx: Pick<Ctx, 'db' | 'services'>,
  of: { asset: string; property: string; at: number },
  scope: Scope,
): Promise<ObservationProof> {
  const asset = (await findAssets(ctx, [of.asset], scope)).get(of.asset)
  if (!asset) throw new Problem('not_found', { pointer: '/asset' })
  const derivation = ctx.services
    .find((service) => service.id === asset.service)
    ?.derivations.find((one) => one.output === of.property)
  if (!derivation) throw new Problem('invalid', { pointer: '/property', detail: 'a derived property is expected' })
  const at = startOf(derivation, of.at)
  const { from, to } = spanOf(derivation, at)
  const means = byHour(await hourlyMeans(ctx, asset.id, derivation.inputs, from, to))
  const span = { asset: asset.id, property: of.property, from: at, to: at + 1 }
  const stored = (await storedValues(ctx, span, scope)).get(at)
  const earlier = await earlierValues(ctx, { asset: asset.id, property: of.property, at }, scope)
  return proofOf(derivation, asset.id, at, means, { value: stored?.value ?? null, at: stored?.received_at, earlier })
}

function proofOf(
  derivation: Derivation,
  asset: string,
  at: number,
  means: ReadonlyMap<string, HourlyMean>,
  stored: { value: number | null; at: number | undefined; earlier: EarlierValue[] },
): ObservationProof {
  const window = windowOf(derivation, at, means)
  const derived = derivation.derive(window)
  const proof = 'proof' in derived ? derived.proof : null
  const recomputed = 'value' in derived ? derived.value : null
  return {
    asset,
    property: derivation.output,
    at: new Date(at).toISOString(),
    stored: stored.value,
    recomputed,
    matches: stored.value === recomputed,
    computed_at: stored.at === undefined ? null : new Date(stored.at).toISOString(),
    earlier: replacedAfter(at + periodOf(derivation), stored.at, stored.earlier),
    unknown: 'unknown' in derived ? derived.unknown : null,
    proof,
    inputs: (proof?.inputs ?? []).map((input) => {
      const hour = window.at - input.hours_back * HOUR
      const mean = means.get(meanKey(input.property, hour)) as HourlyMean
      return {
        ...input,
        at: new Date(hour).toISOString(),
        count: mean.count,
        sources: [...mean.sources],
        received_at: new Date(mean.receivedAt).toISOString(),
      }
    }),
  }
}

/** Of the earlier values, those that were replaced once the period had ended: while it ran, it was bound to change. */
function replacedAfter(end: number, computedAt: number | undefined, earlier: readonly EarlierValue[]): EarlierValue[] {
  let replacedAt = computedAt ?? 0
  return earlier.filter((one) => {
    const late = replacedAt >= end
    replacedAt = Date.parse(one.received_at)
    return late
  })
}
