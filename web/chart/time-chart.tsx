import { Button } from '#web/ui'
import { formatDateTime, formatNumber, useWords } from '#web/words'
import { LineChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components'
import { type EChartsType, init, use as register } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import './chart.css'
import { type ChartInput, type ChartPoint, lineOption } from './options.ts'

export type { ChartPoint, ChartThreshold } from './options.ts'

register([
  LineChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  MarkLineComponent,
  DataZoomComponent,
  AriaComponent,
  CanvasRenderer,
])

interface Props extends Omit<ChartInput, 'language'> {
  readonly title: string
  readonly height?: number
}

/** A line over time with its twin table. Double-click brings the whole span back. */
export function TimeChart({ title, height = 170, ...input }: Props) {
  const { t, language } = useWords()
  const [table, setTable] = useState(false)
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <span>
          {title} <span className="quiet">{input.unit}</span>
        </span>
        <Button small aria-pressed={table} onClick={() => setTable(!table)}>
          {t(table ? 'chart.picture' : 'chart.table')}
        </Button>
      </figcaption>
      {input.points.length === 0 ? (
        <p className="state">{t('chart.empty')}</p>
      ) : table ? (
        <Table points={input.points} decimals={input.decimals} height={height} />
      ) : (
        <Canvas input={{ ...input, language }} height={height} label={title} />
      )}
    </figure>
  )
}

function Canvas({ input, height, label }: { input: ChartInput; height: number; label: string }) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  useEffect(() => {
    const made = init(box.current)
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    if (box.current) watch.observe(box.current)
    made.getZr().on('dblclick', () => made.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }))
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => {
    const style = getComputedStyle(document.documentElement)
    const read = (name: string): string => style.getPropertyValue(name).trim()
    chart.current?.setOption(
      lineOption(input, {
        text: read('--text'),
        text3: read('--text3'),
        line: read('--line'),
        lineStrong: read('--line-strong'),
        raised: read('--raised'),
        critical: read('--critical'),
        font: read('--font'),
      }),
      { notMerge: true },
    )
  })
  return <div ref={box} className="chart-canvas" style={{ height }} role="img" aria-label={label} />
}

function Table({ points, decimals, height }: { points: readonly ChartPoint[]; decimals: number; height: number }) {
  const { t, language } = useWords()
  return (
    <div className="chart-table" style={{ maxHeight: height }} tabIndex={0} role="region" aria-label={t('chart.table')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            <th scope="col" className="number">
              {t('chart.value')}
            </th>
            <th scope="col">{t('chart.quality')}</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.at}>
              <td>{formatDateTime(point.at)}</td>
              <td className="number">{formatNumber(point.value, decimals, language)}</td>
              <td className={point.quality === 'good' ? 'quiet' : 'sev-medium'}>
                {t(`quality.${point.quality as 'good'}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
