import { formatNumber } from '#web/words'
import { BOTTOM, LETTER, TOP, hint, limitLines, periodName, timeAxis, valueAxis } from './axes.ts'
import type { PageLook } from './look.ts'
import { type ChartPoint, type ChartThreshold, good, scaleOf, withGaps, within } from './series.ts'

/** One of several lines. `tone` is a place among the six colours, or: the one that matters, one that is only context. */
export interface ChartLine {
  readonly id: string
  readonly name: string
  readonly points: readonly ChartPoint[]
  readonly tone: number | 'strong' | 'quiet'
}

/** Lines over the same time and of the same unit. Times are epoch ms. */
export interface LinesInput {
  readonly lines: readonly ChartLine[]
  readonly threshold?: readonly ChartThreshold[] | undefined
  readonly from: number
  readonly to: number
  /** Good values further apart (ms) have a gap between them. */
  readonly gap: number
  /** What each value is a mean of (ms), beginning at its `at`; 0 for a moment. */
  readonly span: number
  readonly unit: string
  readonly decimals: number
}

interface Hovered {
  readonly seriesName: string
  readonly color: string
  readonly value: readonly [at: number, value: number | null]
}

/** The option of an ECharts chart of several lines: each named at its end, gaps stay gaps, flagged values left out. */
export function linesOption(input: LinesInput, description: string, look: PageLook): Record<string, unknown> {
  const { from, to, gap, decimals, unit, threshold = [] } = input
  const lines = input.lines.map((line) => ({ ...line, points: within(line.points, from, to) }))
  const values = lines.flatMap((line) => good(line.points).map((point) => point.value))
  const scale = scaleOf([...values, ...threshold.map((one) => one.value)], false)
  const longest = Math.max(0, ...lines.map((one) => width(one.name)))
  return {
    animation: false,
    aria: { enabled: true, label: { description } },
    textStyle: { fontFamily: look.font, color: look.text },
    grid: { left: 44, right: 14 + Math.min(longest, look.width * 0.3), top: TOP, bottom: BOTTOM },
    tooltip: {
      ...hint(look),
      formatter: (hovered: readonly Hovered[]) => {
        const at = hovered[0]?.value[0]
        if (at === undefined) return ''
        const rows = hovered.flatMap(({ seriesName, color, value: [, value] }) =>
          typeof value === 'number'
            ? [
                `<b style="color:${color}">—</b> ${escape(seriesName)} ${formatNumber(value, decimals, look.language)} ${unit}`,
              ]
            : [],
        )
        return [periodName(at, input.span, to), ...rows].join('<br>')
      },
    },
    xAxis: timeAxis(input, look),
    yAxis: valueAxis(scale, look),
    series: lines.map((line, place) => {
      const color = colourOf(line.tone, look)
      return {
        id: line.id,
        name: line.name,
        type: 'line',
        data: withGaps(line.points, gap),
        connectNulls: false,
        symbol: 'none',
        lineStyle: { color, width: line.tone === 'quiet' ? 1.5 : 2 },
        itemStyle: { color },
        endLabel: { show: true, formatter: line.name, color, fontSize: 11, distance: 6 },
        labelLayout: { moveOverlap: 'shiftY' },
        ...(place === 0 && threshold.length > 0
          ? { markLine: limitLines(threshold, scale, look, 'insideStartTop') }
          : {}),
      }
    }),
  }
}

function width(text: string): number {
  return text.length * LETTER
}

function colourOf(tone: ChartLine['tone'], look: PageLook): string {
  if (tone === 'strong') return look.text
  return tone === 'quiet' ? look.text3 : (look.series[tone % look.series.length] ?? look.text)
}

/** Names come from people; the hint is HTML. */
function escape(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`)
}

/** The rows of the twin table, in order of time; null where a line has no value. */
export function linesRows({ lines, from, to }: Pick<LinesInput, 'lines' | 'from' | 'to'>) {
  const columns = lines.map((line) => new Map(good(line.points).map((point) => [point.at, point.value])))
  const moments = [...new Set(columns.flatMap((column) => [...column.keys()]))]
  return moments
    .filter((at) => at >= from && at <= to)
    .toSorted((a, b) => a - b)
    .map((at) => ({ at, values: columns.map((column) => column.get(at) ?? null) }))
}
