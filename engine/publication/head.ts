import type { PublicFigures } from '#model'
import type { Ctx } from '#engine/context'
import { type Published, markOf, propertiesOf } from './find.ts'
import { iso } from './value.ts'

/** What every public answer begins with: what it is, whether it is real, when it was made, and what is in it. */
export function headOf(ctx: Pick<Ctx, 'name' | 'clock'>, published: Published): Omit<PublicFigures, 'items'> {
  return {
    publication: published.publication.id,
    name: published.publication.name,
    mark: markOf(ctx, published),
    as_of: iso(ctx.clock.now()),
    properties: propertiesOf(published).map(({ code, name, unit, decimals, derived, levels }) => ({
      code,
      name,
      unit,
      decimals,
      derived,
      levels: levels.map((level) => ({ key: level.key, to: level.to, name: level.name })),
    })),
  }
}
