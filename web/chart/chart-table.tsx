import { formatNumber, useWords } from '#web/words'
import { periodName } from './axes.ts'
import type { ChartInput } from './options.ts'
import { type ChartPoint, type Gap, tableRows } from './series.ts'

interface Props {
  readonly input: ChartInput
  readonly label: string
  readonly height: number
  readonly quality: (quality: string) => string
  readonly missing: (gap: Gap) => string
  readonly onPick?: ((point: ChartPoint) => void) | undefined
}

/** The chart's twin: the same numbers in the same order, gaps named. */
export function ChartTable({ input, label, height, quality, missing, onPick }: Props) {
  const { t, language } = useWords()
  const { points, unit, decimals, gap, to, bars } = input
  return (
    <div className="chart-table" style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            <th scope="col" className="number">
              {unit || t('chart.value')}
            </th>
            <th scope="col">{t('chart.quality')}</th>
          </tr>
        </thead>
        <tbody>
          {tableRows(points, gap).map((row) =>
            'gap' in row ? (
              <tr key={`gap ${row.gap.from}`}>
                <td colSpan={3} className="chart-gap">
                  {missing(row.gap)}
                </td>
              </tr>
            ) : (
              <tr key={`${row.point.at} ${row.point.quality}`}>
                <td>{periodName(row.point.at, bars?.span ?? 0, to)}</td>
                <td className="number">
                  {onPick && row.point.quality === 'good' ? (
                    <button type="button" className="chart-value" onClick={() => onPick(row.point)}>
                      {formatNumber(row.point.value, decimals, language)}
                    </button>
                  ) : (
                    formatNumber(row.point.value, decimals, language)
                  )}
                </td>
                <td className={row.point.quality === 'good' ? 'quiet' : 'sev-medium'}>{quality(row.point.quality)}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}
