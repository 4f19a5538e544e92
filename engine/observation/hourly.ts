import { HOUR } from '#model'
import type { Ctx } from '#engine/context'
import { type AssetSpan, type HourRow, selectHours } from './span-store.ts'

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
export async function hourlyMeans(
  ctx: Pick<Ctx, 'db'>,
  asset: string,
  properties: readonly string[],
  from: number,
  to: number,
): Promise<HourlyMean[]> {
  const [means] = await hourlyMeansOf(ctx, [{ asset, from, to }], properties)
  return means ?? []
}

/** The same for many assets, asked at once. */
export async function hourlyMeansOf(
  ctx: Pick<Ctx, 'db'>,
  spans: readonly AssetSpan[],
  properties: readonly string[],
): Promise<HourlyMean[][]> {
  const whole = spans.map((span) => ({ ...span, from: Math.floor(span.from / HOUR) * HOUR }))
  const rows = Map.groupBy(await selectHours(ctx.db, whole, properties), (row) => row.place)
  return spans.map(({ asset }, place) => {
    const hours = Map.groupBy(rows.get(place) ?? [], (row) => `${row.property} ${row.hour}`)
    return [...hours.values()].map((sums) => meanOf(asset, sums))
  })
}

/** Of one hour of a property, a row for each source. */
function meanOf(asset: string, rows: readonly HourRow[]): HourlyMean {
  const { property, hour } = rows[0] as HourRow
  const count = rows.reduce((sum, row) => sum + row.count, 0)
  return {
    asset,
    property,
    hour,
    mean: rows.reduce((sum, row) => sum + row.total, 0) / count,
    count,
    sources: rows.map((row) => row.source).sort(),
    receivedAt: Math.max(...rows.map((row) => row.received_at)),
  }
}
