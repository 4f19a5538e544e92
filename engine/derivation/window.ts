import { DAY, type Derivation, type DerivationWindow, HOUR, bucketStart } from '#model'
import type { HourlyMean } from '#engine/observation'

type Shape = Pick<Derivation, 'per' | 'reach'>

/** How long a derived value's period is, ms. Days are local. */
export function periodOf({ per }: Pick<Derivation, 'per'>): number {
  return per === 'day' ? DAY : HOUR
}

/** The start of the period that holds `at`. */
export function startOf(derivation: Pick<Derivation, 'per'>, at: number): number {
  return bucketStart(at, periodOf(derivation))
}

/** The hours that the period beginning at `start` looks at: from ≤ hour < to. */
export function spanOf(derivation: Shape, start: number): { from: number; to: number } {
  const to = start + periodOf(derivation)
  return { from: to - derivation.reach * HOUR, to }
}

/** From when on a period's value may be known: an hour while it runs, a day once it has ended. */
export function knownFrom(derivation: Pick<Derivation, 'per'>, start: number): number {
  return derivation.per === 'day' ? start + DAY : start
}

/** The period beginning at `start`, over means that were read for a longer span. */
export function windowOf(derivation: Shape, start: number, means: ReadonlyMap<string, HourlyMean>): DerivationWindow {
  const at = spanOf(derivation, start).to - HOUR
  return { at, mean: (property, hoursBack) => means.get(meanKey(property, at - hoursBack * HOUR))?.mean }
}

export function byHour(list: readonly HourlyMean[]): Map<string, HourlyMean> {
  return new Map(list.map((mean) => [meanKey(mean.property, mean.hour), mean]))
}

export function meanKey(property: string, hour: number): string {
  return `${property} ${hour}`
}

/** The starts of the periods whose value a changed hour may change and which may be known at `now`, in order. */
export function affectedPeriods(derivation: Shape, changed: Iterable<number>, now: number): number[] {
  const starts = new Set<number>()
  const length = periodOf(derivation)
  for (const hour of changed) {
    for (let start = startOf(derivation, hour); ; start += length) {
      if (spanOf(derivation, start).from > hour || knownFrom(derivation, start) > now) break
      starts.add(start)
    }
  }
  return [...starts].sort((a, b) => a - b)
}

/** The first period that is not known yet at `now`, if a changed hour bears on it. */
export function awaitedPeriod(derivation: Shape, changed: Iterable<number>, now: number): number | undefined {
  const length = periodOf(derivation)
  let start = startOf(derivation, now)
  while (knownFrom(derivation, start) <= now) start += length
  const { from, to } = spanOf(derivation, start)
  for (const hour of changed) if (hour >= from && hour < to) return start
  return undefined
}
