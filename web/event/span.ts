import { DAY, HOUR, MINUTE, bucketStart } from '#model'

/** Lengths of time up to now that the page offers. */
export const SPANS = { '1h': HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '365d': 365 * DAY } as const
export type SpanName = keyof typeof SPANS

/** What the page looks at, epoch ms; `to` is left open when it is up to now, whenever that is. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly open: boolean
}

/** The steps that the centre is asked for, with their names there. */
const STEPS: readonly (readonly [string, number])[] = [
  ['1m', MINUTE],
  ['5m', 5 * MINUTE],
  ['15m', 15 * MINUTE],
  ['30m', 30 * MINUTE],
  ['1h', HOUR],
  ['3h', 3 * HOUR],
  ['6h', 6 * HOUR],
  ['1d', DAY],
  ['7d', 7 * DAY],
  ['30d', 30 * DAY],
  ['90d', 90 * DAY],
]
/** More bars than this are too thin to point at. */
const MOST_BARS = 62

/** The span that the address says: a name, or two moments. What cannot be read is the last day. */
export function spanOf(
  said: { khoang?: string | undefined; tu?: string | undefined; den?: string | undefined },
  now: number,
): Span {
  const [from, to] = [Date.parse(said.tu ?? ''), Date.parse(said.den ?? '')]
  if (from < to) return { from, to, open: false }
  return { from: now - SPANS[nameOf(said.khoang)], to: now, open: true }
}

export function nameOf(said: string | undefined): SpanName {
  return said !== undefined && Object.hasOwn(SPANS, said) ? (said as SpanName) : '24h'
}

/** The finest step that leaves bars wide enough, as the centre is asked for it and in ms. */
export function stepOf({ from, to }: Pick<Span, 'from' | 'to'>): readonly [string, number] {
  const last = STEPS.at(-1) as readonly [string, number]
  return STEPS.find(([, ms]) => (to - from) / ms <= MOST_BARS) ?? last
}

export interface Bar {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** A bar for each step of a span, also for those that the centre left out because nothing happened. */
export function barsOf(
  span: Pick<Span, 'from' | 'to'>,
  step: number,
  counts: readonly { at: string; count: number }[],
): Bar[] {
  const known = new Map(counts.map(({ at, count }) => [Date.parse(at), count]))
  const bars: Bar[] = []
  for (let from = bucketStart(span.from, step); from < span.to; from += step) {
    bars.push({ from, to: from + step, count: known.get(from) ?? 0 })
  }
  return bars
}
