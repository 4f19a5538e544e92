import { SECOND, type SourceState } from '#model'

/** Seconds, as a source's row has them. */
export interface Rhythm {
  readonly every: number
  readonly grace: number
}

/** From this moment (epoch ms) a value measured at `at` no longer speaks for the present. */
export function staleFrom(at: number, rhythm: Rhythm): number {
  return at + (rhythm.every + rhythm.grace) * SECOND
}

/** How a source is at `now`; losing one is never an error of what it measured. */
export function sourceState(
  source: Rhythm & { readonly paused: boolean; readonly last_seen: number | null },
  now: number,
): SourceState {
  if (source.paused) return 'paused'
  if (source.last_seen === null) return 'waiting'
  if (now <= source.last_seen + source.every * SECOND) return 'live'
  return now < staleFrom(source.last_seen, source) ? 'late' : 'lost'
}

/** Wait (ms) before a connector that failed `failures` times is opened again: doubling to 5 minutes, with jitter. */
export function backOff(failures: number, random: number): number {
  const full = Math.min(300_000, 1000 * 2 ** Math.min(failures, 10))
  return full * (0.5 + random / 2)
}
