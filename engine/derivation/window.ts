import { type DerivationWindow, HOUR } from '#model'
import type { HourlyMean } from '#engine/observation'

/** The window that ends with the hour `at`, over means that were read for a longer span. */
export function windowAt(at: number, means: ReadonlyMap<string, HourlyMean>): DerivationWindow {
  return { at, mean: (property, hoursBack) => means.get(meanKey(property, at - hoursBack * HOUR))?.mean }
}

export function byHour(list: readonly HourlyMean[]): Map<string, HourlyMean> {
  return new Map(list.map((mean) => [meanKey(mean.property, mean.hour), mean]))
}

export function meanKey(property: string, hour: number): string {
  return `${property} ${hour}`
}

/** The hours whose derived value a changed hour may change: itself and the `reach - 1` after it, up to `now`. */
export function affectedHours(changed: Iterable<number>, reach: number, now: number): number[] {
  const hours = new Set<number>()
  for (const hour of changed) {
    for (let later = hour; later < hour + reach * HOUR && later <= now; later += HOUR) hours.add(later)
  }
  return [...hours].sort((a, b) => a - b)
}
