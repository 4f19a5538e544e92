import { ExportMenu, type ExportTable } from '#web/export'
import { formatDateTime, useWords } from '#web/words'
import { useRef } from 'react'
import { TimeChart, type TimeChartProps } from './time-chart.tsx'

interface Props extends Omit<TimeChartProps, 'tools'> {
  /** Whose values they are, for the name and the title of what is handed out. */
  readonly subject: string
}

/** A chart whose values can be taken along, in the order of its twin table, each with what is known of its worth. */
export function ExportedChart({ subject, ...chart }: Props) {
  const { t } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const table = (): ExportTable => {
    const { title, points, from, to, unit, decimals } = chart
    return {
      name: `${subject} ${title}`,
      title: `${subject}: ${title}`,
      notes: [`${formatDateTime(from)} – ${formatDateTime(to)}`],
      columns: [
        { title: t('chart.time'), kind: 'time' },
        { title: unit || t('chart.value'), kind: 'number', decimals },
        { title: t('chart.quality'), kind: 'text' },
      ],
      rows: points
        .filter((point) => point.at >= from && point.at <= to)
        .toSorted((a, b) => a.at - b.at)
        .map((point) => [point.at, point.value, t(`quality.${point.quality as 'good'}`)]),
    }
  }
  return (
    <div ref={box}>
      <TimeChart {...chart} tools={<ExportMenu table={table} picture={() => box.current} />} />
    </div>
  )
}
