import { DAY, LOCAL_OFFSET, type PublicHistory } from '#model'
import { aqiLevel } from '#services/environment'
import { useTheme } from '#web/ui'
import { formatDay, formatWeekday, useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import { valuesOf } from './hours.ts'

type Day = ReturnType<typeof valuesOf>[number]

/** A Monday of the local calendar. */
const MONDAY = Date.parse('2026-01-05T00:00:00+07:00')

/** The last thirty days as weeks: day, number, tone of the level; a day without enough hours is hatched. */
export function DayCalendar({ history }: { history: PublicHistory }) {
  const { t, language } = useWords()
  const days = valuesOf(history, 'vn_aqi_d')
  const first = days[0] ? weekday(days[0].at) : 0
  return (
    <section className="public-section" aria-labelledby="public-days">
      <h2 id="public-days">{t('public.days')}</h2>
      <ol className="public-days">
        {Array.from({ length: 7 }, (_, at) => (
          <li key={`head-${at}`} className="public-weekday" aria-hidden="true">
            {shortWeekday(MONDAY + at * DAY, language)}
          </li>
        ))}
        {days.map((day, at) => (
          <li key={day.at} style={at === 0 ? { gridColumnStart: first + 1 } : undefined}>
            <DayCell day={day} asset={history.asset.id} />
          </li>
        ))}
      </ol>
      <p className="quiet">{t('public.days.note')}</p>
    </section>
  )
}

function DayCell({ day: { at, value }, asset }: { day: Day; asset: string }) {
  const { say } = useWords()
  const theme = useTheme()
  const date = formatDay(at).slice(0, 5)
  if (value === null) {
    return (
      <span className="public-day hatch">
        <small>{date}</small>—
      </span>
    )
  }
  const level = aqiLevel(value)
  return (
    <Link
      to="/cong-khai/$asset"
      params={{ asset }}
      search={{ ngay: new Date(at).toISOString() }}
      hash="public-proof"
      className="public-day"
      title={say(level.name)}
      style={{
        background: theme === 'dark' ? level.areaDark : level.areaLight,
        borderTopColor: theme === 'dark' ? level.ring : level.fill,
      }}
    >
      <small>{date}</small>
      {value}
    </Link>
  )
}

/** 0 for Monday. */
function weekday(at: number): number {
  return (((Math.floor((at + LOCAL_OFFSET) / DAY) - Math.floor((MONDAY + LOCAL_OFFSET) / DAY)) % 7) + 7) % 7
}

/** `T2` … `CN`, `Mon` … `Sun`. */
function shortWeekday(at: number, language: 'vi' | 'en'): string {
  if (language === 'en') return formatWeekday(at, language).slice(0, 3)
  const day = weekday(at)
  return day === 6 ? 'CN' : `T${day + 2}`
}
