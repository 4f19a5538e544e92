/** Where the engine gets the time from: a drill runs on a faster one, a back-test on one in the past. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
