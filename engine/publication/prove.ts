import { type ObservationProof, Problem, type PublicAsset } from '#model'
import type { Ctx } from '#engine/context'
import { proveObservation } from '#engine/derivation'
import { storedValues } from '#engine/observation'
import { type Published, publicScope } from './find.ts'
import { LONGEST } from './history.ts'

/**
 * The proof of a public derived value, for a stranger: sources are called by the agency that provides the data, and a
 * stored value that is not good is not shown. `not_found` for what is not public: that goes for the inputs too, for a
 * proof that hides one would prove nothing.
 */
export async function publicProof(
  ctx: Pick<Ctx, 'db' | 'clock' | 'services'>,
  published: Published,
  asset: PublicAsset,
  of: { property: string; at: number },
): Promise<ObservationProof> {
  const isPublic = (code: string): boolean => published.publication.properties.some((one) => one.code === code)
  const derivation = published.service.derivations.find((one) => one.output === of.property)
  if (!derivation || !isPublic(of.property) || !derivation.inputs.every(isPublic)) {
    throw new Problem('not_found', { pointer: '/property' })
  }
  const now = ctx.clock.now()
  if (of.at > now || of.at < now - LONGEST) {
    throw new Problem('invalid', { pointer: '/at', detail: 'an hour or a day of the public history' })
  }
  const scope = publicScope(published)
  const proof = await proveObservation(ctx, { asset: asset.id, ...of }, scope)
  const at = Date.parse(proof.at)
  const span = { asset: asset.id, property: of.property, from: at, to: at + 1 }
  const good = (await storedValues(ctx, span, scope)).get(at)?.quality === 'good'
  const stored = good ? proof.stored : null
  const sources = asset.provider === null ? [] : [asset.provider]
  return {
    ...proof,
    stored,
    matches: stored === proof.recomputed,
    inputs: proof.inputs.map((input) => ({ ...input, sources })),
  }
}
