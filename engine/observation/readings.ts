import type { Ctx } from '#engine/context'
import { type SeriesText, selectReadings } from './span-store.ts'

/** One unflagged value and the source that sent it. */
export interface StoredReading {
  readonly at: number
  readonly value: number
  readonly source: string
}

/** What is asked of one asset's property: from ≤ at ≤ to, epoch ms. */
export interface ReadingSpan {
  readonly asset: string
  readonly property: string
  readonly from: number
  readonly to: number
}

/**
 * The unflagged values of each span in order of time, in one question for all of them. Where several sources have a value
 * of the same time, the one counts whose series is the youngest: flagged, it counts as none.
 */
export async function storedReadings(
  ctx: Pick<Ctx, 'db'>,
  spans: readonly ReadingSpan[],
): Promise<(readonly StoredReading[])[]> {
  const series = Map.groupBy(await selectReadings(ctx.db, spans), (one) => one.place)
  return spans.map((_, place) => {
    const [only, ...others] = (series.get(place) ?? []).map(unpack)
    if (!only) return []
    const all = others.length === 0 ? only : newestOf([only, ...others])
    return all.filter((reading) => !Number.isNaN(reading.value))
  })
}

function unpack({ source, ats, stored }: SeriesText): StoredReading[] {
  const values = stored.split(',')
  // A flagged value is written as NaN, which no stored value is.
  return ats.split(',').map((at, index) => ({ at: Number(at), value: Number(values[index]), source }))
}

/** Lists come in order of series. */
function newestOf(lists: readonly (readonly StoredReading[])[]): StoredReading[] {
  const byTime = new Map(lists.flat().map((reading) => [reading.at, reading]))
  return [...byTime.values()].sort((a, b) => a.at - b.at)
}
