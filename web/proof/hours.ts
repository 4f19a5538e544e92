import { HOUR, type ObservationProof } from '#model'

export type ProofHour = ObservationProof['inputs'][number]

/** An hour of the window: what entered, or nothing. `at` is its start, epoch ms. */
export interface WindowHour {
  readonly at: number
  readonly input: ProofHour | undefined
}

/** What entered for one property, the newest hour first. */
export interface PropertyHours {
  readonly property: string
  /** Whether hours before the derived one count too. */
  readonly windowed: boolean
  readonly hours: readonly WindowHour[]
  /** How many hours of the window are missing. */
  readonly missing: number
}

/**
 * The hours of each property, in the order of `properties`; a window is shown whole, `reach` hours long, so that what is
 * missing can be named.
 */
export function hoursOf(
  inputs: readonly ProofHour[],
  at: number,
  reach: number,
  properties: readonly string[],
): PropertyHours[] {
  return properties.map((property) => {
    const own = new Map(inputs.filter((one) => one.property === property).map((one) => [one.hours_back, one]))
    const windowed = [...own.keys()].some((back) => back > 0)
    const hours = Array.from({ length: windowed ? reach : 1 }, (_, back) => ({
      at: at - back * HOUR,
      input: own.get(back),
    }))
    return { property, windowed, hours, missing: hours.length - own.size }
  })
}

/** Of these hours, those that a mean of `length` hours (or the largest hour, 1) of a daily value was made of. */
export function countedHours({ hours }: PropertyHours, length: number): WindowHour[] {
  const counted = hours.filter(({ input }) => input !== undefined && input.weight !== 0)
  if (length > 1) return inARow(counted, length)
  const most = Math.max(...counted.flatMap(({ input }) => input?.value ?? []))
  return counted.filter(({ input }) => input?.value === most).slice(-1)
}

/** Those within `length` hours of each other that are most: where two branches counted, one lone hour may stand apart. */
function inARow(hours: readonly WindowHour[], length: number): WindowHour[] {
  return hours
    .map(({ at }) => hours.filter((one) => one.at >= at && one.at < at + length * HOUR))
    .reduce<WindowHour[]>((best, one) => (one.length > best.length ? one : best), [])
}

/** The NowCast weight of a window, step by step: the smallest and largest mean, their ratio, the weight (at least 0.5). */
export function weightOf({ hours }: PropertyHours): { least: number; most: number; weight: number } {
  const means = hours.flatMap(({ input }) => input?.value ?? [])
  const least = Math.min(...means)
  const most = Math.max(...means)
  // What the engine used, read back from the oldest hour, not a second opinion.
  const oldest = hours.findLast(({ input }) => input?.weight != null && input.hours_back > 0)?.input
  const weight = oldest ? (oldest.weight ?? 1) ** (1 / oldest.hours_back) : 1
  return { least, most, weight }
}
