import type { Quality } from '#model'

/** A value on its way into the database. `batch` is the index of the request it came with. */
export interface IncomingValue {
  readonly batch: number
  readonly series: number
  readonly asset: string
  readonly property: string
  readonly at: number
  readonly value: number
  readonly quality: Quality
}

export interface Repeat {
  readonly first: IncomingValue
  /** Values of the same series and time that came after the first, in order, each unlike the one before. */
  readonly corrections: readonly IncomingValue[]
  /** Those that only said the same again. */
  readonly duplicates: readonly IncomingValue[]
}

/** Gathers what one commit brings for each (series, at): a pure step, so that the database sees every key once. */
export function gather(values: readonly IncomingValue[]): Repeat[] {
  const byKey = new Map<
    string,
    { first: IncomingValue; last: IncomingValue; corrections: IncomingValue[]; duplicates: IncomingValue[] }
  >()
  for (const value of values) {
    const key = `${value.series}/${value.at}`
    const found = byKey.get(key)
    if (!found) byKey.set(key, { first: value, last: value, corrections: [], duplicates: [] })
    else if (same(found.last, value)) found.duplicates.push(value)
    else {
      found.corrections.push(value)
      found.last = value
    }
  }
  return [...byKey.values()]
}

/** The same value with the same quality is a duplicate; another value, or another flag on it, is a correction. */
export function same(a: { value: number; quality: Quality }, b: { value: number; quality: Quality }): boolean {
  return a.value === b.value && a.quality === b.quality
}
