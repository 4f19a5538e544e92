import { QUALITIES, type Quality } from '#model'
import type { JournalEntry } from '#platform/journal'

/** What a commit of observations leaves in the journal: accepted and corrected values, never duplicates. */
export interface ObservationNews {
  readonly asset: string
  readonly property: string
  readonly at: number
  readonly value: number
  readonly quality: Quality
  readonly corrected: boolean
}

/** Compact in the journal: series named once, rows [series index, at, value, quality index, corrected]. */
interface Packed {
  readonly series: readonly (readonly [asset: string, property: string])[]
  readonly rows: readonly (readonly [series: number, at: number, value: number, quality: number, corrected: 0 | 1])[]
}

export const OBSERVATION_ENTRY = 'observation'

export function packNews(news: readonly ObservationNews[]): Packed {
  const index = new Map<string, number>()
  const series: [string, string][] = []
  const rows = news.map((one) => {
    const key = `${one.asset}\0${one.property}`
    let at = index.get(key)
    if (at === undefined) {
      at = series.push([one.asset, one.property]) - 1
      index.set(key, at)
    }
    return [at, one.at, one.value, QUALITIES.indexOf(one.quality), one.corrected ? 1 : 0] as const
  })
  return { series, rows }
}

/** The observations of a journal entry; none when it is of another kind or its payload is gone. */
export function observationNews(entry: JournalEntry): readonly ObservationNews[] {
  if (entry.kind !== OBSERVATION_ENTRY || entry.payload === null) return []
  const { series, rows } = entry.payload as Packed
  return rows.map(([index, at, value, quality, corrected]) => {
    const [asset, property] = series[index] as readonly [string, string]
    return { asset, property, at, value, quality: QUALITIES[quality] ?? 'error', corrected: corrected === 1 }
  })
}
