import {
  HOUR,
  type ObservationProof,
  Problem,
  type PublicAsset,
  type PublicFigures,
  type PublicHistory,
  SECOND,
} from '#model'
import type { Ctx, Shared } from '#engine/context'
import { readInstant } from '#engine/intake'
import { publicFigures } from './figures.ts'
import type { Published } from './find.ts'
import { publicDays, publicHours } from './history.ts'
import { type Kept, keepAnswers } from './keep.ts'
import { publicProof } from './prove.ts'

/** Answers live so long (ms), here and in whatever stands between here and the reader; few are made at once. */
export const BOUNDS = { fresh: 5 * SECOND, most: 100, atOnce: 2, waiting: 100 } as const

/** One publication's answers to strangers, each made once per few seconds. */
export interface Counter {
  readonly published: Published
  figures(ctx: Ctx): Promise<Kept<PublicFigures>>
  history(ctx: Ctx, asset: string, hours: number | 'days'): Promise<Kept<PublicHistory>>
  proof(ctx: Ctx, of: { asset: string; property: string; at: string }): Promise<Kept<ObservationProof>>
}

export function openCounter(live: Shared, published: Published): Counter {
  const bounds = { ...BOUNDS, clock: live.clock }
  // Apart from each other: whoever asks for many proofs does not keep the first page from the rest.
  const newest = keepAnswers<PublicFigures>(bounds)
  const past = keepAnswers<PublicHistory>(bounds)
  const proofs = keepAnswers<ObservationProof>(bounds)
  const figures: Counter['figures'] = (ctx) => newest(ctx.name, () => publicFigures(ctx, live, published))
  /** Unknown, unconfirmed and unpublished stations are `not_found` alike. */
  const station = async (ctx: Ctx, id: string): Promise<PublicAsset> => {
    const found = (await figures(ctx)).answer.items.find((asset) => asset.id === id)
    if (!found) throw new Problem('not_found', { pointer: '/asset' })
    return found
  }
  return {
    published,
    figures,
    async history(ctx, id, hours) {
      const asset = await station(ctx, id)
      return past(`${ctx.name} ${hours} ${id}`, () =>
        hours === 'days' ? publicDays(ctx, published, asset) : publicHours(ctx, published, asset, hours),
      )
    },
    async proof(ctx, of) {
      // A `+` that was not escaped in the address arrives as a space.
      const at = readInstant(of.at.replace(/ (\d\d:\d\d)$/, '+$1'))
      if (at === undefined) throw new Problem('invalid', { pointer: '/at', detail: 'RFC 3339 with a zone' })
      const hour = Math.floor(at / HOUR) * HOUR
      const asset = await station(ctx, of.asset)
      return proofs(`${ctx.name} ${hour} ${of.property} ${asset.id}`, () =>
        publicProof(ctx, published, asset, { property: of.property, at: hour }),
      )
    },
  }
}
