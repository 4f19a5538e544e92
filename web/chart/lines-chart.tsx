import { Button } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { type ReactNode, useState } from 'react'
import './chart.css'
import { periodName } from './axes.ts'
import { ChartCanvas } from './chart-canvas.tsx'
import { type LinesInput, linesOption, linesRows } from './lines-options.ts'
import { good } from './series.ts'

interface Props extends LinesInput {
  readonly title: ReactNode
  readonly label: string
  readonly height?: number
  readonly tools?: ReactNode
}

/** Several lines over the same time, with their twin table: one row a moment, one column a line. */
export function LinesChart({ title, label, height = 220, tools, ...input }: Props) {
  const { t, language } = useWords()
  const [table, setTable] = useState(false)
  const [zoom, setZoom] = useState<readonly [number, number]>()
  const shown = zoom ? { ...input, from: zoom[0], to: zoom[1] } : input
  const some = input.lines.some((line) => good(line.points).length > 0)
  const number = (value: number): string => `${formatNumber(value, input.decimals, language)} ${input.unit}`.trim()
  const description = [
    label,
    ...input.lines.map(({ name, points }) => {
      const values = good(points)
      const newest = values.at(-1)
      if (newest === undefined) return `${name}: ${t('chart.empty')}`
      const all = values.map((point) => point.value)
      return `${name}: ${t('chart.summary', {
        count: values.length,
        least: number(Math.min(...all)),
        most: number(Math.max(...all)),
        newest: number(newest.value),
        time: periodName(newest.at, 0, input.to),
      })}`
    }),
  ].join('. ')
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
      {!some ? (
        <p className="chart-empty hatch" style={{ height }}>
          {t('chart.empty')}
        </p>
      ) : table ? (
        <Table input={input} label={label} height={height} />
      ) : (
        <ChartCanvas
          option={(look) => linesOption(shown, description, look)}
          description={description}
          height={height}
          onZoom={setZoom}
        />
      )}
    </figure>
  )
}

function Table({ input, label, height }: { input: LinesInput; label: string; height: number }) {
  const { t, language } = useWords()
  const rows = linesRows(input)
  return (
    <div className="chart-table" style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            {input.lines.map((line) => (
              <th key={line.id} scope="col" className="number">
                {line.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, values }) => (
            <tr key={at}>
              <td className="nowrap">{periodName(at, input.span, input.to)}</td>
              {values.map((value, place) => (
                <td key={input.lines[place]?.id} className={value === null ? 'number quiet' : 'number'}>
                  {value === null ? '—' : formatNumber(value, input.decimals, language)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
