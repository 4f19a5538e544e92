import { formatDateTime, formatNumber, formatTime } from '#web/words'
import type { Text } from '#model'

/** One measured value; `quality` other than good is a flag. */
export interface ChartPoint {
  readonly at: number
  readonly value: number
  readonly quality: string
}

export interface ChartThreshold {
  readonly value: number
  readonly label: string
}

/** Values further apart than this have a gap between them: it stays a gap. */
export function withGaps(points: readonly ChartPoint[], gap: number): (readonly [number, number | null])[] {
  const good = points.filter((point) => point.quality === 'good')
  return good.flatMap((point, index) => {
    const before = good[index - 1]
    const own = [point.at, point.value] as const
    return before && point.at - before.at > gap ? [[before.at + 1, null] as const, own] : [own]
  })
}

interface Look {
  readonly text: string
  readonly text3: string
  readonly line: string
  readonly lineStrong: string
  readonly raised: string
  readonly critical: string
  readonly font: string
}

export interface ChartInput {
  readonly points: readonly ChartPoint[]
  readonly threshold: ChartThreshold | undefined
  readonly from: number
  readonly to: number
  readonly gap: number
  readonly unit: string
  readonly decimals: number
  readonly language: keyof Text
}

/** The option of an ECharts line over time, in the rules of the house: no animation, no smoothing, gaps stay gaps. */
export function lineOption(input: ChartInput, look: Look): Record<string, unknown> {
  const { points, threshold, from, to, unit, decimals, language } = input
  const flagged = points.filter((point) => point.quality !== 'good').map((point) => [point.at, point.value])
  const most = Math.max(threshold?.value ?? 0, ...points.map((point) => point.value))
  return {
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 46, right: 16, top: 16, bottom: 24 },
    tooltip: {
      trigger: 'axis',
      backgroundColor: look.raised,
      borderColor: look.line,
      textStyle: { color: look.text, fontSize: 12 },
      valueFormatter: (value: unknown) =>
        typeof value === 'number' ? `${formatNumber(value, decimals, language)} ${unit}` : '—',
      axisPointer: { label: { formatter: ({ value }: { value: number }) => formatDateTime(value) } },
    },
    xAxis: {
      type: 'time',
      min: from,
      max: to,
      axisLine: { lineStyle: { color: look.lineStrong } },
      axisLabel: {
        color: look.text3,
        fontSize: 11,
        hideOverlap: true,
        formatter: (value: number) => formatTime(value),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: Math.ceil(most * 1.1) || 1,
      splitNumber: 3,
      splitLine: { lineStyle: { color: look.line } },
      axisLabel: { color: look.text3, fontSize: 11, formatter: (value: number) => formatNumber(value, 0, language) },
    },
    series: [
      {
        type: 'line',
        name: unit,
        data: withGaps(points, input.gap),
        connectNulls: false,
        showSymbol: points.length < 3,
        lineStyle: { color: look.text, width: 2 },
        itemStyle: { color: look.text },
        markLine: threshold && {
          silent: true,
          symbol: 'none',
          lineStyle: { color: look.critical, type: 'dashed' },
          label: { formatter: threshold.label, color: look.critical, position: 'insideStartTop', fontSize: 11 },
          data: [{ yAxis: threshold.value }],
        },
      },
      {
        type: 'scatter',
        name: '?',
        data: flagged,
        symbolSize: 8,
        itemStyle: { color: 'transparent', borderColor: look.text3, borderWidth: 1.5 },
      },
    ],
    dataZoom: [{ type: 'inside', filterMode: 'none' }],
  }
}
