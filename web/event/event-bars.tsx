import { DAY, HOUR } from '#model'
import { Button, ErrorLine, LoadingLine } from '#web/ui'
import { formatDateTime, formatDay, formatNumber, formatTime, useWords } from '#web/words'
import { type KeyboardEvent, useState } from 'react'
import { type Bar, barsOf } from './span.ts'
import type { useCounts } from './use-events.ts'

interface Props {
  readonly counts: ReturnType<typeof useCounts>
  /** Looks at the time of a bar alone: RFC 3339. */
  readonly onChoose: (from: string, to: string) => void
}

/** How many events there were when: a bar for each step, which opens to its own time; a table is its twin. */
export function EventBars({ counts, onChoose }: Props) {
  const { t, language } = useWords()
  const [table, setTable] = useState(false)
  const { data, error } = counts
  const bars = data ? barsOf(data.span, data.step, data.items) : []
  const total = bars.reduce((sum, bar) => sum + bar.count, 0)
  const choose = (bar: Bar): void => onChoose(new Date(bar.from).toISOString(), new Date(bar.to).toISOString())
  return (
    <section className="event-count" aria-label={t('event.bars')}>
      <p className="event-total">
        <b>{data ? formatNumber(total, 0, language) : '—'}</b> {t('event.total')}
        {data && <span className="quiet">{t('event.step', { step: stepWord(data.step, t) })}</span>}
        <Button small aria-pressed={table} onClick={() => setTable(!table)}>
          {t(table ? 'event.bars.show' : 'chart.table')}
        </Button>
      </p>
      {counts.isLoading && <LoadingLine />}
      {error && <ErrorLine error={error} onRetry={() => void counts.refetch()} />}
      {data &&
        !error &&
        (table ? (
          <BarTable bars={bars} step={data.step} onChoose={choose} />
        ) : (
          <Bars bars={bars} step={data.step} onChoose={choose} />
        ))}
    </section>
  )
}

interface BarsProps {
  readonly bars: readonly Bar[]
  readonly step: number
  readonly onChoose: (bar: Bar) => void
}

/** One stop of the Tab key; arrows move among the bars. */
function Bars({ bars, step, onChoose }: BarsProps) {
  const { t, language } = useWords()
  const [at, setAt] = useState<number>()
  const most = Math.max(1, ...bars.map((bar) => bar.count))
  const current = Math.min(at ?? bars.length - 1, bars.length - 1)
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -bars.length, End: bars.length }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(bars.length - 1, current + by))
    setAt(next)
    event.currentTarget.querySelectorAll<HTMLElement>('button')[next]?.focus()
  }
  const first = bars[0]
  const last = bars.at(-1)
  return (
    <>
      <div className="event-bars" role="group" aria-label={t('event.bars')} onKeyDown={move}>
        <span className="event-most quiet" aria-hidden="true">
          {bars.some((bar) => bar.count > 0) && formatNumber(most, 0, language)}
        </span>
        {bars.map((bar, index) => (
          <button
            key={bar.from}
            type="button"
            className="event-bar"
            tabIndex={index === current ? 0 : -1}
            title={`${timeOf(bar, step)}: ${formatNumber(bar.count, 0, language)}`}
            onFocus={() => setAt(index)}
            onClick={() => onChoose(bar)}
          >
            <i style={{ height: `${bar.count === 0 ? 0 : Math.max(3, (bar.count / most) * 100)}%` }} />
            <span className="visually-hidden">
              {timeOf(bar, step)}: {formatNumber(bar.count, 0, language)}
            </span>
          </button>
        ))}
      </div>
      {first && last && (
        <p className="event-axis quiet" aria-hidden="true">
          <span>{momentOf(first.from, step)}</span>
          <span>{momentOf(last.to, step)}</span>
        </p>
      )}
    </>
  )
}

function BarTable({ bars, step, onChoose }: BarsProps) {
  const { t, language } = useWords()
  return (
    <div className="event-table" tabIndex={0} role="region" aria-label={t('event.bars')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            <th scope="col" className="number">
              {t('event.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.from}>
              <td>
                <button type="button" className="event-only" onClick={() => onChoose(bar)}>
                  {timeOf(bar, step)}
                </button>
              </td>
              <td className="number">{formatNumber(bar.count, 0, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function momentOf(at: number, step: number): string {
  return step >= DAY ? formatDay(at) : formatDateTime(at)
}

/** A day by its date, more days by both ends, less than a day by its times. */
function timeOf({ from, to }: Bar, step: number): string {
  if (step === DAY) return formatDay(from)
  return step > DAY ? `${formatDay(from)} – ${formatDay(to - 1)}` : `${formatDateTime(from)} – ${formatTime(to)}`
}

function stepWord(step: number, t: ReturnType<typeof useWords>['t']): string {
  if (step >= DAY) return t('event.step.days', { count: step / DAY })
  return step >= HOUR
    ? t('event.step.hours', { count: step / HOUR })
    : t('event.step.minutes', { count: step / 60_000 })
}
