import type { Ctx } from '#engine/context'
import { type ObservationNews, type ReadingSpan, storedReadings } from '#engine/observation'
import { stateKey } from './memory.ts'
import type { Reading } from './verdict.ts'

/** Values held at most, of all series; with their times some 64 MB. */
const MOST = 4_000_000

/** A series' values with from ≤ at ≤ to, all of one source. */
interface Kept {
  readonly from: number
  readonly to: number
  readonly source: string
  readonly ats: Float64Array
  readonly values: Float64Array
}

/**
 * The stored values that rules look at again with every news, so that only what is new is read. Whatever bears on a time
 * that is kept makes it forgotten, and read anew.
 */
export interface Windows {
  /** The unflagged values of each span, in order of time. */
  read(ctx: Pick<Ctx, 'db'>, spans: readonly ReadingSpan[]): Promise<(readonly Reading[])[]>
  /** To be told of all news before it is judged. */
  forget(news: readonly ObservationNews[]): void
  clear(): void
}

export function openWindows(): Windows {
  const kept = new Map<string, Kept>()
  let count = 0

  function drop(key: string): void {
    count -= kept.get(key)?.ats.length ?? 0
    kept.delete(key)
  }
  function keep(key: string, span: ReadingSpan, readings: readonly Reading[]): void {
    drop(key)
    const source = readings[0]?.source
    // Of several sources, a flag of one may hide the value of another: such a series is read each time.
    if (source === undefined || readings.some((reading) => reading.source !== source)) return
    if (count + readings.length > MOST) {
      kept.clear()
      count = 0
    }
    const ats = new Float64Array(readings.length)
    const values = new Float64Array(readings.length)
    readings.forEach((reading, index) => {
      ats[index] = reading.at
      values[index] = reading.value
    })
    kept.set(key, { from: span.from, to: Math.min(span.to, ats.at(-1) as number), source, ats, values })
    count += ats.length
  }
  return {
    async read(ctx, spans) {
      const before = spans.map((span) => {
        const found = kept.get(stateKey(span.asset, span.property))
        return found && found.from <= span.from && found.to <= span.to ? found : undefined
      })
      const asked = spans.map((span, at) => ({ ...span, from: before[at] ? before[at].to + 1 : span.from }))
      const fresh = await storedReadings(ctx, asked)
      return spans.map((span, at) => {
        const readings = [...unpack(before[at], span.from), ...(fresh[at] ?? [])]
        keep(stateKey(span.asset, span.property), span, readings)
        return readings
      })
    },
    forget(news) {
      for (const { asset, property, at, corrected } of news) {
        const key = stateKey(asset, property)
        const found = kept.get(key)
        if (found && (corrected || at <= found.to)) drop(key)
      }
    },
    clear() {
      kept.clear()
      count = 0
    },
  }
}

function unpack(kept: Kept | undefined, from: number): Reading[] {
  if (!kept) return []
  const { source, ats, values } = kept
  const readings: Reading[] = []
  ats.forEach((at, index) => {
    if (at >= from) readings.push({ at, value: values[index] as number, source })
  })
  return readings
}
