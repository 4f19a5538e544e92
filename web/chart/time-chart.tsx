import { DAY } from '#model'
import { Button } from '#web/ui'
import { formatAge, formatMoment, formatNumber, useWords } from '#web/words'
import { type ReactNode, useState } from 'react'
import './chart.css'
import { ChartCanvas } from './chart-canvas.tsx'
import { ChartTable } from './chart-table.tsx'
import { type ChartInput, chartOption } from './options.ts'
import { type ChartPoint, type Gap, gapsOf, good, pointAt } from './series.ts'

export interface TimeChartProps extends ChartInput {
  readonly title: string
  readonly height?: number
  /** Opens one value's proof: by a click on it, and by a button in the table. */
  readonly onPick?: ((point: ChartPoint) => void) | undefined
  /** Stands at the end of the head. */
  readonly tools?: ReactNode
}

/**
 * Values over time with their twin table. Times are epoch ms. A drag over it looks closer, double-click or the button
 * brings the whole span back; values with a flag are hollow marks apart from the line.
 */
export function TimeChart({ title, height = 170, onPick, tools, ...input }: TimeChartProps) {
  const { t } = useWords()
  const [table, setTable] = useState(false)
  const [zoom, setZoom] = useState<readonly [number, number]>()
  const said = useSaid(title, input)
  const shown = zoom ? { ...input, from: zoom[0], to: zoom[1] } : input
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <span className="chart-title">
          {title} <span className="quiet">{input.unit}</span>
        </span>
        <span className="quiet chart-hint">{t('chart.hint')}</span>
        {zoom && !table && (
          <Button small onClick={() => setZoom(undefined)}>
            {t('chart.whole')}
          </Button>
        )}
        <Button small aria-pressed={table} onClick={() => setTable(!table)}>
          {t('chart.table')}
        </Button>
        {tools}
      </figcaption>
      {input.points.length === 0 ? (
        <p className="chart-empty hatch" style={{ height }}>
          {t('chart.empty')}
        </p>
      ) : table ? (
        <ChartTable input={input} label={title} height={height} onPick={onPick} {...said} />
      ) : (
        <ChartCanvas
          option={(look) => chartOption(shown, { ...look, ...said })}
          description={said.description}
          height={height}
          onZoom={setZoom}
          onPick={onPick && ((at) => pick(pointAt(input, at), onPick))}
        />
      )}
    </figure>
  )
}

function pick(point: ChartPoint | undefined, onPick: (point: ChartPoint) => void): void {
  if (point) onPick(point)
}

/** What the chart says in words: for readers, in its gaps, at its marks. */
function useSaid(title: string, { points, gap, unit, decimals, to, bars }: ChartInput) {
  const { t, language } = useWords()
  // Of an hourly value's gap, the hour before it is there.
  const missing = ({ from: since, to: until }: Gap): string => {
    const length = until - since - (bars?.span ?? 0)
    const days = bars && bars.span >= DAY
    return t('chart.missing', {
      span: days ? t('chart.days', { count: Math.round(length / DAY) }) : formatAge(length, language),
    })
  }
  const quality = (flag: string): string => t(`quality.${flag as 'good'}`)
  const there = good(points)
  const newest = there.at(-1)
  const flagged = points.length - there.length
  const number = (value: number): string => `${formatNumber(value, decimals, language)} ${unit}`.trim()
  const values = there.map((point) => point.value)
  const description = [
    title,
    newest &&
      t('chart.summary', {
        count: there.length,
        least: number(Math.min(...values)),
        most: number(Math.max(...values)),
        newest: number(newest.value),
        time: formatMoment(newest.at, to),
      }),
    flagged > 0 && t('chart.flagged', { count: flagged }),
    ...gapsOf(points, gap).map(missing),
  ]
  return { missing, quality, description: description.filter(Boolean).join('. ') }
}
