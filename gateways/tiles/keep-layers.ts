import { placedAssets, placedStamp } from '#engine/asset'
import type { Ctx } from '#engine/context'
import { type Layer, layerOf } from './layer.ts'

/** ms for which nobody asks whether the assets have changed. */
const FRESH = 5000

type Assets = Pick<Ctx, 'db' | 'clock'>
interface Laid {
  readonly stamp: string
  readonly layer: Layer
}

/** The assets of each context as tiles need them, laid out anew only when some have changed. */
export function keepLayers(): (ctx: Assets) => Promise<Layer> {
  const kept = new WeakMap<Assets, { readonly until: number; readonly laid: Promise<Laid> }>()
  return async (ctx) => {
    const before = kept.get(ctx)
    const fresh = before !== undefined && before.until > ctx.clock.now()
    const laid = fresh ? before.laid : look(ctx, before?.laid)
    // Of many who ask at once, one looks; what failed is not kept.
    if (!fresh) {
      kept.set(ctx, { until: ctx.clock.now() + FRESH, laid })
      laid.catch(() => kept.delete(ctx))
    }
    return (await laid).layer
  }
}

async function look(ctx: Assets, before: Promise<Laid> | undefined): Promise<Laid> {
  const stamp = await placedStamp(ctx)
  const known = await before?.catch(() => undefined)
  return known?.stamp === stamp ? known : { stamp, layer: layerOf(await placedAssets(ctx)) }
}
