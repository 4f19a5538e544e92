/** One measured value; `quality` other than good is a flag. Times are epoch ms. */
export interface ChartPoint {
  readonly at: number
  readonly value: number
  readonly quality: string
}

/** A limit with its name, drawn as a dashed line; a `level` is no limit: its line is quiet, its name is of what lies beneath. */
export interface ChartThreshold {
  readonly value: number
  readonly label: string
  readonly level?: boolean
}

/** A span without a good value. */
export interface Gap {
  readonly from: number
  readonly to: number
}

/** Sorted by time; the good values of one moment, told by two sources, stay both. */
export function good(points: readonly ChartPoint[]): ChartPoint[] {
  return points.filter((point) => point.quality === 'good').toSorted((a, b) => a.at - b.at)
}

/** Where good values are further apart than `gap` ms. Before the first and after the last nothing is claimed. */
export function gapsOf(points: readonly ChartPoint[], gap: number): Gap[] {
  const there = good(points)
  return there.flatMap((point, index) => {
    const before = there[index - 1]
    return before && point.at - before.at > gap ? [{ from: before.at, to: point.at }] : []
  })
}

/** The line as ECharts takes it: a null inside each gap, so that it stays a gap. */
export function withGaps(points: readonly ChartPoint[], gap: number): (readonly [number, number | null])[] {
  const there = good(points)
  return there.flatMap((point, index) => {
    const before = there[index - 1]
    const own = [point.at, point.value] as const
    return before && point.at - before.at > gap ? [[before.at + 1, null] as const, own] : [own]
  })
}

/** The smallest and largest value of an axis and the step between its marks. */
export interface Scale {
  readonly min: number
  readonly max: number
  readonly step: number
}

const PARTS = 4

/**
 * A scale of round numbers around what is drawn. Bars begin at zero; a line does so too unless everything lies in the
 * upper half, and then the axis shows it. Flagged values do not stretch it: one broken sensor would flatten the day.
 */
export function scaleOf(values: readonly number[], fromZero: boolean): Scale {
  if (values.length === 0) return { min: 0, max: 1, step: 1 }
  const most = Math.max(...values)
  const least = Math.min(...values)
  const far = !fromZero && least > 0 && least > most / 2
  const low = far ? least : Math.min(0, least)
  const step = roundStep((most - low || Math.abs(most) || 1) / PARTS)
  const max = Math.max(Math.ceil((most * (1 + 1e-9)) / step) * step, step)
  // The largest value keeps a little air above it.
  const air = max - most < step / 10 ? max + step : max
  return { min: Math.floor(low / step) * step, max: air, step }
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  const part = rough / power
  return (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power
}

/** A flagged value as a mark; beyond the scale it sits on the edge and keeps its true value. */
export interface FlagMark extends ChartPoint {
  readonly drawn: number
}

export function flagMarks(points: readonly ChartPoint[], scale: Scale): FlagMark[] {
  return points
    .filter((point) => point.quality !== 'good')
    .toSorted((a, b) => a.at - b.at)
    .map((point) => ({ ...point, drawn: Math.min(scale.max, Math.max(scale.min, point.value)) }))
}

/** What is to be seen between two moments, with one more value on each side so that the line runs off the edge. */
export function within(points: readonly ChartPoint[], from: number, to: number): ChartPoint[] {
  const sorted = points.toSorted((a, b) => a.at - b.at)
  const first = sorted.findIndex((point) => point.at >= from)
  const last = sorted.findLastIndex((point) => point.at <= to)
  if (first < 0 || last < 0) return []
  return sorted.slice(Math.max(0, first - 1), last + 2)
}

/** One row of the twin table: a value, or a gap that is named. */
export type TableRow = { readonly point: ChartPoint } | { readonly gap: Gap }

/** The rows of the twin table, in the order of the chart. */
export function tableRows(points: readonly ChartPoint[], gap: number): TableRow[] {
  const gaps = gapsOf(points, gap)
  return points
    .toSorted((a, b) => a.at - b.at)
    .flatMap((point): TableRow[] => {
      const before = point.quality === 'good' ? gaps.find((one) => one.to === point.at) : undefined
      return before ? [{ gap: before }, { point }] : [{ point }]
    })
}

/** How far to move each of these heights (px) so that no two are closer than `least`; near ones part evenly. */
export function spread(heights: readonly number[], least: number): number[] {
  const moved = [...heights]
  const order = heights.map((_, index) => index).toSorted((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  // Each push may make another pair too close; as many rounds as there are names settle it.
  for (let round = 0; round < order.length; round += 1) {
    order.slice(1).forEach((lower, place) => {
      const upper = order[place] as number
      const lack = least - ((moved[lower] ?? 0) - (moved[upper] ?? 0))
      if (lack <= 0) return
      moved[upper] = (moved[upper] ?? 0) - lack / 2
      moved[lower] = (moved[lower] ?? 0) + lack / 2
    })
  }
  return moved.map((height, index) => height - (heights[index] ?? 0))
}

/** The value that a place on the chart belongs to: of bars the one that stands there, of a line the nearest. */
export function pointAt(
  { points, bars }: { readonly points: readonly ChartPoint[]; readonly bars?: { readonly span: number } | undefined },
  at: number,
): ChartPoint | undefined {
  const there = good(points)
  if (bars) return there.find((point) => point.at <= at && at < point.at + bars.span)
  return there.reduce<ChartPoint | undefined>(
    (best, point) => (best === undefined || Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best),
    undefined,
  )
}
