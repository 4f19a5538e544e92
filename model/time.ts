/** Milliseconds of the usual lengths of time. */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Vietnam keeps UTC+7 all year: local midnight and local hours are plain arithmetic. */
export const LOCAL_OFFSET = 7 * HOUR

/** Start (epoch ms) of the bucket of `step` ms that holds `at`; buckets begin on local midnight. */
export function bucketStart(at: number, step: number): number {
  return Math.floor((at + LOCAL_OFFSET) / step) * step - LOCAL_OFFSET
}

/** An observation further ahead of the clock than this carries the quality `future`. */
export const FUTURE_TOLERANCE = 5 * MINUTE

/** The calendar day in Vietnam at `at` (epoch ms), `yyyy-MM-dd`. */
export function localDay(at: number): string {
  return new Date(at + LOCAL_OFFSET).toISOString().slice(0, 10)
}
