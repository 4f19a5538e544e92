import type { Text } from '#model'
import { formatDay, formatMoment, formatNumber, formatTime } from '#web/words'
import {
  type ChartPoint,
  type ChartThreshold,
  type FlagMark,
  type Gap,
  type Scale,
  flagMarks,
  gapsOf,
  good,
  scaleOf,
  spread,
  withGaps,
  within,
} from './series.ts'
import { isMidnight, ticksOf } from './ticks.ts'

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

/** Colours and font read from the page, what the chart says of itself, and the room it has. */
export interface Look {
  readonly text: string
  readonly text3: string
  readonly line: string
  readonly lineStrong: string
  readonly raised: string
  readonly surface: string
  readonly critical: string
  readonly font: string
  readonly width: number
  readonly height: number
  readonly language: keyof Text
  readonly description: string
  readonly quality: (quality: string) => string
  readonly missing: (gap: Gap) => string
}

const LETTER = 6.4
const CAP = 3
const TICK_ROOM = 76
const TOP = 12
const BOTTOM = 24
/** Names of limits stand at least so far (px) below each other. */
const NAME_HEIGHT = 14

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
      bars ? barSeries(points, bars, marks) : lineSeries(points, gap, look, marks),
      flagSeries(flagMarks(points, scale), look),
    ],
  }
}

function timeAxis({ from, to }: ChartInput, look: Look): Record<string, unknown> {
  const ticks = ticksOf(from, to, Math.max(2, Math.floor((look.width - 60) / TICK_ROOM)))
  return {
    type: 'time',
    min: from,
    max: to,
    axisLine: { lineStyle: { color: look.lineStrong } },
    axisTick: { customValues: ticks, lineStyle: { color: look.lineStrong } },
    axisLabel: {
      color: look.text3,
      fontSize: 11,
      hideOverlap: true,
      customValues: ticks,
      formatter: (at: number) => (isMidnight(at) ? formatDay(at).slice(0, 5) : formatTime(at)),
    },
    splitLine: { show: false },
  }
}

function valueAxis({ min, max, step }: Scale, look: Look): Record<string, unknown> {
  const decimals = step >= 1 ? 0 : Math.min(3, Math.ceil(-Math.log10(step)))
  return {
    type: 'value',
    min,
    max,
    interval: step,
    splitLine: { lineStyle: { color: look.line } },
    axisLabel: {
      color: look.text3,
      fontSize: 11,
      formatter: (value: number) => formatNumber(value, decimals, look.language),
    },
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
interface Drawing {
  value(dimension: number): number
  coord(at: readonly [number, number]): [number, number]
}

function barSeries(
  points: readonly ChartPoint[],
  { span, tone }: NonNullable<ChartInput['bars']>,
  marks: object,
): Record<string, unknown> {
  return {
    id: 'values',
    type: 'custom',
    clip: true,
    // The pointer finds a bar by its middle.
    data: good(points).map((point) => [point.at + span / 2, point.value]),
    renderItem: (_: unknown, api: Drawing) => {
      const [middle, value] = [api.value(0), api.value(1)]
      const [left, top] = api.coord([middle - span / 2, value])
      const [right, bottom] = api.coord([middle + span / 2, 0])
      const { area, cap } = tone(value)
      const box = (y: number, height: number, fill: string) => ({
        type: 'rect',
        shape: { x: left + 1, y, width: Math.max(1, right - left - 2), height: Math.max(0, height) },
        style: { fill },
      })
      return { type: 'group', children: [box(top, bottom - top, area), box(top, Math.min(CAP, bottom - top), cap)] }
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

function limitLines(thresholds: readonly ChartThreshold[], scale: Scale, look: Look): Record<string, unknown> {
  const pixel = (look.height - TOP - BOTTOM) / (scale.max - scale.min)
  const moved = spread(
    thresholds.map(({ value }) => (scale.max - value) * pixel),
    NAME_HEIGHT,
  )
  return {
    silent: true,
    symbol: 'none',
    // The first is the one that fires; the others are quieter.
    data: thresholds.map(({ value, label }, index) => ({
      yAxis: value,
      lineStyle: { color: index === 0 ? look.critical : look.text3, type: 'dashed', width: 1 },
      label: {
        formatter: label,
        color: index === 0 ? look.critical : look.text3,
        position: 'end',
        fontSize: 11,
        distance: 4,
        offset: [0, moved[index] ?? 0],
      },
    })),
  }
}

function gapFrames(gaps: readonly Gap[], { from, to, bars }: ChartInput, look: Look): Record<string, unknown> {
  const shown = gaps.filter((one) => one.to > from && one.from < to)
  return {
    silent: true,
    itemStyle: { color: 'transparent', borderColor: look.lineStrong, borderType: 'dotted', borderWidth: 1 },
    label: { color: look.text3, fontSize: 11, position: 'insideTop' },
    data: shown.map((one) => {
      const text = look.missing(one)
      const room = ((one.to - one.from) / (to - from)) * (look.width - 80)
      // A bar's gap begins where the bar before it ends.
      return [{ xAxis: one.from + (bars?.span ?? 0), name: room > text.length * LETTER ? text : '' }, { xAxis: one.to }]
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
    trigger: 'axis',
    confine: true,
    backgroundColor: look.raised,
    borderColor: look.lineStrong,
    padding: [5, 9],
    textStyle: { color: look.text, fontSize: 12, fontFamily: look.font },
    axisPointer: { lineStyle: { color: look.text3, type: 'solid' } },
    formatter: (hovered: readonly Hovered[]) => {
      const lines = hovered.flatMap(({ seriesId, value: [, drawn, value, quality] }) => {
        if (seriesId === 'flags' && value !== undefined) return [`${number(value)} · ${look.quality(quality ?? '')}`]
        return typeof drawn === 'number' ? [number(drawn)] : []
      })
      const at = hovered[0]?.value[0]
      if (at === undefined || lines.length === 0) return ''
      const half = (bars?.span ?? 0) / 2
      const moment = formatMoment(at - half, to)
      return [half > 0 ? `${moment}–${formatTime(at + half)}` : moment, ...lines].join('<br>')
    },
  }
}
