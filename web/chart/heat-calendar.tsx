import { DAY } from '#model'
import { Button } from '#web/ui'
import { formatDay, formatNumber, formatWeekday, useWords } from '#web/words'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import './chart.css'
import './heat-calendar.css'
import { type CalendarDay, stepOf, weeksOf } from './weeks.ts'

interface Props {
  readonly title: string
  /** By local midnight, epoch ms. */
  readonly values: ReadonlyMap<number, number>
  readonly from: number
  readonly to: number
  readonly decimals: number
  /** The quiet colour of a value and what it is called. */
  readonly tone: (value: number) => { readonly area: string; readonly name: string }
  /** Days with a dot, and what the dot says. */
  readonly dot?: { readonly when: (value: number) => boolean; readonly name: string } | undefined
  readonly onPick?: ((at: number) => void) | undefined
  readonly tools?: ReactNode
}

/** A year of daily values: a column a week, from Monday down. One stop for the Tab key, arrows go from day to day. */
export function HeatCalendar(props: Props) {
  const { title, values, from, to, dot, tools } = props
  const { t } = useWords()
  const [table, setTable] = useState(false)
  return (
    <figure className="chart">
      <figcaption className="chart-head">
        <span className="chart-title">{title}</span>
        <span className="quiet heat-key">
          {dot && (
            <>
              <span className="heat-cell heat-sample heat-dot" aria-hidden="true" /> {dot.name}
            </>
          )}
          <span className="heat-cell heat-sample heat-missing" aria-hidden="true" /> {t('chart.day-missing')}
        </span>
        <Button small aria-pressed={table} onClick={() => setTable(!table)}>
          {t('chart.table')}
        </Button>
        {tools}
      </figcaption>
      {values.size === 0 ? (
        <p className="chart-empty hatch" style={{ height: 120 }}>
          {t('chart.empty')}
        </p>
      ) : table ? (
        <Table {...props} />
      ) : (
        <Grid key={`${from} ${to}`} {...props} />
      )}
    </figure>
  )
}

function Grid({ title, values, from, to, decimals, tone, dot, onPick }: Props) {
  const { t, language } = useWords()
  const weeks = weeksOf(values, from, to)
  const [chosen, setChosen] = useState(() => Math.max(...values.keys()))
  const grid = useRef<HTMLDivElement>(null)
  // Where there is no room for a year, the newest days are what one wants to see.
  useEffect(() => {
    if (grid.current) grid.current.scrollLeft = grid.current.scrollWidth
  }, [])
  const said = (day: CalendarDay): string => {
    const name = `${formatWeekday(day.at, language)} ${formatDay(day.at)}`
    if (day.value === undefined) return `${name}: ${t(day.state === 'none' ? 'chart.day-none' : 'chart.day-missing')}`
    const { name: level } = tone(day.value)
    return `${name}: ${formatNumber(day.value, decimals, language)} · ${level}`
  }
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const step = stepOf(event.key)
    if (step === undefined) return
    event.preventDefault()
    const next = grid.current?.querySelector<HTMLElement>(`[data-day="${chosen + step * DAY}"]`)
    if (!next) return
    setChosen(chosen + step * DAY)
    next.focus()
  }
  return (
    <div className="heat" ref={grid} role="group" aria-label={title} onKeyDown={move}>
      <div className="heat-week heat-names" aria-hidden="true">
        <span className="heat-month" />
        {[0, 2, 4, 6].map((place) => (
          <span key={place} className="heat-name" style={{ gridRow: place + 2 }}>
            {t(`chart.weekday-${place as 0 | 2 | 4 | 6}`)}
          </span>
        ))}
      </div>
      {weeks.map(({ days, month }, week) => (
        <div key={days.find(Boolean)?.at ?? week} className="heat-week">
          <span className="heat-month" aria-hidden="true">
            {month !== undefined && formatDay(month).slice(3, 5)}
          </span>
          {days.map((day, place) =>
            day === undefined ? (
              <span key={place} className="heat-cell" />
            ) : (
              <button
                key={day.at}
                type="button"
                className={`heat-cell heat-${day.state} ${day.value !== undefined && dot?.when(day.value) ? 'heat-dot' : ''}`}
                style={day.value === undefined ? undefined : { background: tone(day.value).area }}
                data-day={day.at}
                tabIndex={day.at === chosen ? 0 : -1}
                title={said(day)}
                aria-label={said(day)}
                onFocus={() => setChosen(day.at)}
                onClick={() => day.value !== undefined && onPick?.(day.at)}
              />
            ),
          )}
        </div>
      ))}
    </div>
  )
}

/** The same days, the newest first; days before the first value are left out. */
function Table({ title, values, from, to, decimals, tone, onPick }: Props) {
  const { t, language } = useWords()
  const days = weeksOf(values, from, to)
    .flatMap((week) => week.days)
    .filter((day) => day !== undefined && day.state !== 'none')
    .toReversed() as CalendarDay[]
  return (
    <div className="chart-table" style={{ maxHeight: 180 }} tabIndex={0} role="region" aria-label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('chart.day')}</th>
            <th scope="col" className="number">
              {t('chart.value')}
            </th>
            <th scope="col">{t('chart.level')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ at, value }) => (
            <tr key={at}>
              <td>{formatDay(at)}</td>
              {value === undefined ? (
                <td colSpan={2} className="chart-gap">
                  {t('chart.day-missing')}
                </td>
              ) : (
                <>
                  <td className="number">
                    <button type="button" className="chart-value" onClick={() => onPick?.(at)}>
                      {formatNumber(value, decimals, language)}
                    </button>
                  </td>
                  <td className="soft">{tone(value).name}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
