import { HOUR } from '#model'
import type { Ctx } from '#engine/context'
import { selectHours } from './store.ts'

/** The mean of an hour's unflagged values, with its sources and when the last of them was received. */
export interface HourlyMean {
  readonly asset: string
  readonly property: string
  /** Start of the hour, epoch ms. */
  readonly hour: number
  readonly mean: number
  readonly count: number
  readonly sources: readonly string[]
  readonly receivedAt: number
}

/** Means of the hours from ≤ hour < to of these properties of an asset; an hour without values is not there. */
export function hourlyMeans(
  ctx: Pick<Ctx, 'db'>,
  asset: string,
  properties: readonly string[],
  from: number,
  to: number,
): Promise<HourlyMean[]> {
  return hourlyMeansOf(ctx, [asset], properties, from, to)
}

/** The same of several assets, which the caller has found within a scope. */
export async function hourlyMeansOf(
  ctx: Pick<Ctx, 'db'>,
  assets: readonly string[],
  properties: readonly string[],
  from: number,
  to: number,
): Promise<HourlyMean[]> {
  const rows = await selectHours(ctx.db, assets, properties, Math.floor(from / HOUR) * HOUR, to)
  return rows.map((row) => ({
    asset: row.asset,
    property: row.property,
    hour: row.hour,
    mean: row.mean,
    count: Number(row.count),
    sources: row.sources,
    receivedAt: row.received_at,
  }))
}
