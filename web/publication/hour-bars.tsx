import { HOUR, LOCAL_OFFSET, type PublicHistory } from '#model'
import { aqiLevel } from '#services/environment'
import { useTheme } from '#web/ui'
import { formatDay, formatTime, useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import { valuesOf } from './hours.ts'

type Hour = ReturnType<typeof valuesOf>[number]

/** The scale reaches so high at least, or a clean day would look like smoke. */
const LEAST_TOP = 100
const LINES = [50, 100, 150, 200, 300, 400, 500]
/** A label under every so many hours of the local day. */
const LABEL_HOURS = 12

/** The index hour by hour: bars in the tone of their level, gaps left open, the numbers in a table beneath. */
export function HourBars({ history }: { history: PublicHistory }) {
  const { t } = useWords()
  const hours = valuesOf(history, 'vn_aqi_h')
  const most = Math.max(LEAST_TOP, ...hours.map((one) => one.value ?? 0))
  const top = LINES.find((line) => line >= most) ?? 500
  const missing = hours.filter((one) => one.value === null && !one.running).length
  return (
    <section className="public-section" aria-labelledby="public-hours">
      <h2 id="public-hours">{t('public.hours')}</h2>
      {missing > 0 && <p className="soft">{t('public.hours.missing', { count: missing })}</p>}
      <div className="public-bars" role="img" aria-label={t('public.hours.chart')}>
        {LINES.filter((line) => line <= top).map((line) => (
          <span key={line} className="public-line" style={{ top: `${(1 - line / top) * 100}%` }}>
            {line}
          </span>
        ))}
        {hours.map((hour) => (
          <Bar key={hour.at} hour={hour} top={top} />
        ))}
      </div>
      <div className="public-axis" aria-hidden="true">
        {hours.map(({ at }) => (
          <span key={at}>{labelled(at) && <Tick at={at} />}</span>
        ))}
      </div>
      <HourTable asset={history.asset.id} hours={hours} />
    </section>
  )
}

function labelled(at: number): boolean {
  return Math.round((at + LOCAL_OFFSET) / HOUR) % LABEL_HOURS === 0
}

function Tick({ at }: { at: number }) {
  const time = formatTime(at)
  return <i>{time === '00:00' ? formatDay(at).slice(0, 5) : time}</i>
}

function Bar({ hour: { at, value }, top }: { hour: Hour; top: number }) {
  const theme = useTheme()
  if (value === null) return <span className="public-bar missing" title={formatTime(at)} />
  const level = aqiLevel(value)
  return (
    <span className="public-bar" title={`${formatTime(at)}: ${value}`}>
      <span
        style={{
          height: `${(value / top) * 100}%`,
          background: theme === 'dark' ? level.areaDark : level.areaLight,
          borderTopColor: theme === 'dark' ? level.ring : level.fill,
        }}
      />
    </span>
  )
}

/** The same numbers, each with the way to its proof. */
function HourTable({ asset, hours }: { asset: string; hours: readonly Hour[] }) {
  const { t, say } = useWords()
  return (
    <details>
      <summary>{t('public.hours.table')}</summary>
      <table className="public-table">
        <thead>
          <tr>
            <th scope="col">{t('public.proof.at')}</th>
            <th scope="col" className="number">
              AQI
            </th>
            <th scope="col" />
          </tr>
        </thead>
        <tbody>
          {hours.toReversed().map(({ at, value }) => (
            <tr key={at}>
              <th scope="row">
                {formatTime(at)} <span className="quiet">{formatDay(at).slice(0, 5)}</span>
              </th>
              <td className="number">{value ?? '—'}</td>
              <td>
                {value !== null && (
                  <Link
                    to="/cong-khai/$asset"
                    params={{ asset }}
                    search={{ gio: new Date(at).toISOString() }}
                    hash="public-proof"
                    className="public-link"
                  >
                    {say(aqiLevel(value).name)} · {t('public.proof.link')}
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
