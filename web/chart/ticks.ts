import { DAY, HOUR, LOCAL_OFFSET, MINUTE } from '#model'

const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY]

/** Round moments of the local clock between two moments (epoch ms), at most `most` of them, whatever zone the reader is in. */
export function ticksOf(from: number, to: number, most: number): number[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? DAY * Math.ceil((to - from) / DAY / most)
  const first = Math.ceil((from + LOCAL_OFFSET) / step) * step - LOCAL_OFFSET
  const ticks: number[] = []
  for (let at = first; at <= to; at += step) ticks.push(at)
  return ticks
}

/** Whether a moment is a local midnight: there the day is written, not the time. */
export function isMidnight(at: number): boolean {
  return (at + LOCAL_OFFSET) % DAY === 0
}
