import type { Clock } from '#platform/clock'

/** A clock that stands where the test puts it; until then it is the real one. */
export interface TestClock extends Clock {
  set(at: number): void
  advance(by: number): void
}

export function testClock(): TestClock {
  let fixed: number | undefined
  return {
    now: () => fixed ?? Date.now(),
    set(at) {
      fixed = at
    },
    advance(by) {
      fixed = (fixed ?? Date.now()) + by
    },
  }
}
