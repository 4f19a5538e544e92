const FIRST_MS = 1000
const MOST_MS = 30_000

/**
 * How long (ms) to wait before the next try, twice as long each time up to half a minute. `luck` in [0, 1) spreads the
 * screens of a room, which all lose the centre at once, over half of that.
 */
export function retryDelay(failures: number, luck: number = Math.random()): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 10))
  return Math.round(whole * (0.5 + luck / 2))
}
