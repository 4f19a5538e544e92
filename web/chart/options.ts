import { formatNumber } from '#web/words'
import { BOTTOM, LETTER, TOP, hint, limitLines, periodName, timeAxis, valueAxis } from './axes.ts'
import type { PageLook } from './look.ts'
import {
  type ChartPoint,
  type ChartThreshold,
  type FlagMark,
  type Gap,
  flagMarks,
  gapsOf,
  good,
  scaleOf,
  withGaps,
  within,
} from './series.ts'

export interface ChartInput {
  readonly points: readonly ChartPoint[]
  /** None, one or several. */
  readonly threshold?: ChartThreshold | readonly ChartThreshold[] | undefined
  /** Bars stand for a span of this length (ms) that begins at `at`, in the colour of `tone`; without them, a line. */
  readonly bars?: { readonly span: number; readonly tone: (value: number) => BarTone } | undefined
  readonly from: number
  readonly to: number
  /** Good values further apart (ms) have a gap between them. */
  readonly gap: number
  readonly unit: string
  readonly decimals: number
}
/** A quiet body and a bright cap: official colours never fill an area. */
export interface BarTone {
  readonly area: string
  readonly cap: string
}

/** What the page looks like, and what the chart says of itself. */
export interface Look extends PageLook {
  readonly description: string
  readonly quality: (quality: string) => string
  readonly missing: (gap: Gap) => string
}

const CAP = 3

export function thresholdsOf({ threshold }: Pick<ChartInput, 'threshold'>): readonly ChartThreshold[] {
  if (threshold === undefined) return []
  return 'value' in threshold ? [threshold] : threshold
}

/** The option of an ECharts chart over time in the rules of the house: no animation, no smoothing, gaps stay gaps. */
export function chartOption(input: ChartInput, look: Look): Record<string, unknown> {
  const { from, to, bars, gap } = input
  const points = within(input.points, bars ? from - bars.span : from, to)
  const thresholds = thresholdsOf(input)
  const values = [...good(points).map((point) => point.value), ...thresholds.map((one) => one.value)]
  const scale = scaleOf(values, bars !== undefined)
  const names = Math.max(0, ...thresholds.map((one) => one.label.length))
  const marks = {
    markLine: thresholds.length > 0 ? limitLines(thresholds, scale, look) : undefined,
    markArea: gapFrames(gapsOf(points, gap), input, look),
  }
  return {
    animation: false,
    aria: { enabled: true, label: { description: look.description } },
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 44, right: 14 + names * LETTER, top: TOP, bottom: BOTTOM },
    tooltip: tooltip(input, look),
    xAxis: timeAxis(input, look),
    yAxis: valueAxis(scale, look),
    series: [
      bars ? barSeries(points, bars, { marks, look, decimals: input.decimals }) : lineSeries(points, gap, look, marks),
      flagSeries(flagMarks(points, scale), look),
    ],
  }
}

function lineSeries(points: readonly ChartPoint[], gap: number, look: Look, marks: object): Record<string, unknown> {
  const data = withGaps(points, gap)
  const dot = (index: number): boolean => {
    const broken = (at: number): boolean => typeof data[at]?.[1] !== 'number'
    // The newest value, and one that stands alone between gaps, are dots: a line needs two.
    return index === data.length - 1 || (broken(index - 1) && broken(index + 1))
  }
  return {
    id: 'values',
    type: 'line',
    data: data.map((value, index) => (dot(index) ? { value, symbol: 'circle', symbolSize: 6 } : value)),
    connectNulls: false,
    symbol: 'none',
    lineStyle: { color: look.text, width: 2 },
    itemStyle: { color: look.text },
    ...marks,
  }
}

/** What a custom series is handed to draw one of its items. */
interface Frame {
  readonly coordSys: { readonly x: number; readonly width: number }
}
interface Drawing {
  value(dimension: number): number
  coord(at: readonly [number, number]): [number, number]
}

/** A bar so wide (px) has room for its number. */
const LETTERS_FIT = 34

function barSeries(
  points: readonly ChartPoint[],
  { span, tone }: NonNullable<ChartInput['bars']>,
  { marks, look, decimals }: { marks: object; look: Look; decimals: number },
): Record<string, unknown> {
  const bars = good(points)
  const most = bars.reduce((best, one) => (one.value > best ? one.value : best), 0)
  const newest = bars.at(-1)?.at
  return {
    id: 'values',
    type: 'custom',
    clip: true,
    // The pointer finds a bar by its middle.
    data: bars.map((point) => [point.at + span / 2, point.value]),
    renderItem: ({ coordSys: frame }: Frame, api: Drawing) => {
      const [middle, value] = [api.value(0), api.value(1)]
      const [left, top] = api.coord([middle - span / 2, value])
      const [right, bottom] = api.coord([middle + span / 2, 0])
      const { area, cap } = tone(value)
      const box = (y: number, height: number, fill: string) => ({
        type: 'rect',
        shape: { x: left + 1, y, width: Math.max(1, right - left - 2), height: Math.max(0, height) },
        style: { fill },
      })
      const children: object[] = [box(top, bottom - top, area), box(top, Math.min(CAP, bottom - top), cap)]
      const at = middle - span / 2
      // The newest and the largest say their number; every bar does where there is room.
      if (at === newest || value === most || right - left > LETTERS_FIT) {
        const text = formatNumber(value, decimals, look.language)
        // At the edge there is room on one side alone.
        const edge = right + text.length * 3 > frame.x + frame.width
        const side = edge ? { x: right, align: 'right' } : { x: (left + right) / 2, align: 'center' }
        const style = { text, y: top - 3, fill: look.text, ...side }
        children.push({
          type: 'text',
          style: { ...style, verticalAlign: 'bottom', font: `600 11px ${look.font}` },
        })
      }
      return { type: 'group', children }
    },
    ...marks,
  }
}

function flagSeries(marks: readonly FlagMark[], look: Look): Record<string, unknown> {
  return {
    id: 'flags',
    type: 'scatter',
    data: marks.map((mark) => [mark.at, mark.drawn, mark.value, mark.quality]),
    symbolSize: 8,
    itemStyle: { color: look.surface, borderColor: look.text3, borderWidth: 1.5 },
    z: 5,
  }
}

function gapFrames(gaps: readonly Gap[], { from, to, bars }: ChartInput, look: Look): Record<string, unknown> {
  const shown = gaps.filter((one) => one.to > from && one.from < to)
  // Beside bars there is air: a name may be wider than its frame.
  const least = bars ? LETTER / 2 : LETTER
  return {
    silent: true,
    itemStyle: { color: 'transparent', borderColor: look.lineStrong, borderType: 'dotted', borderWidth: 1 },
    label: { color: look.text3, fontSize: 11, position: 'insideTop' },
    data: shown.map((one) => {
      const text = look.missing(one)
      const room = ((one.to - one.from) / (to - from)) * (look.width - 80)
      // A bar's gap begins where the bar before it ends.
      return [{ xAxis: one.from + (bars?.span ?? 0), name: room > text.length * least ? text : '' }, { xAxis: one.to }]
    }),
  }
}

interface Hovered {
  readonly seriesId: string
  readonly value: readonly [at: number, drawn: number | null, value?: number, quality?: string]
}

function tooltip({ unit, decimals, to, bars }: ChartInput, look: Look): Record<string, unknown> {
  const number = (value: number): string => `${formatNumber(value, decimals, look.language)} ${unit}`.trim()
  return {
    ...hint(look),
    formatter: (hovered: readonly Hovered[]) => {
      const lines = hovered.flatMap(({ seriesId, value: [, drawn, value, quality] }) => {
        if (seriesId === 'flags' && value !== undefined) return [`${number(value)} · ${look.quality(quality ?? '')}`]
        return typeof drawn === 'number' ? [number(drawn)] : []
      })
      const at = hovered[0]?.value[0]
      if (at === undefined || lines.length === 0) return ''
      const span = bars?.span ?? 0
      return [periodName(at - span / 2, span, to), ...lines].join('<br>')
    },
  }
}
