import type { Ctx } from '#engine/context'
import { insertSeries } from './store.ts'

export interface SeriesKey {
  readonly source: string
  readonly asset: string
  readonly property: string
}

/** Series ids never change, so what was read once per journal (one per context) stays true. */
const known = new WeakMap<object, Map<string, number>>()

/** The ids of these series, made where missing, by `seriesName`. */
export async function resolveSeries(
  ctx: Pick<Ctx, 'db' | 'journal'>,
  keys: readonly SeriesKey[],
): Promise<ReadonlyMap<string, number>> {
  let ids = known.get(ctx.journal)
  if (!ids) known.set(ctx.journal, (ids = new Map()))
  const missing = new Map<string, SeriesKey>()
  for (const key of keys) {
    const name = seriesName(key)
    if (!ids.has(name)) missing.set(name, key)
  }
  if (missing.size > 0) {
    for (const row of await insertSeries(ctx.db, [...missing.values()])) ids.set(seriesName(row), row.id)
  }
  return ids
}

export function seriesName(key: SeriesKey): string {
  return `${key.source}\0${key.asset}\0${key.property}`
}
