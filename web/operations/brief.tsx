import type { Alert } from '#model'
import { aqiLevel } from '#services/environment'
import { urgentFirst } from '#web/alert'
import { useNow } from '#web/live'
import { PrintedMap, type StationView } from '#web/map'
import { SeverityMark } from '#web/ui'
import { formatMoment, useWords } from '#web/words'
import type { ReactNode } from 'react'

interface Props {
  /** The key figures as on the screen. */
  readonly figures: ReactNode
  readonly alerts: readonly Alert[]
  readonly stations: readonly StationView[]
}

/** Toàn cảnh on paper: key figures, what is open, where it is, what each station measures. */
export function Brief({ figures, alerts, stations }: Props) {
  const { t } = useWords()
  return (
    <div className="brief">
      <h2>{t('print.figures')}</h2>
      {figures}
      <h2>
        {t('print.alerts')} ({alerts.length})
      </h2>
      <Alerts alerts={urgentFirst(alerts)} />
      <h2>{t('print.map')}</h2>
      <PrintedMap stations={stations} alerts={alerts} />
      <h2>
        {t('print.stations')} ({stations.length})
      </h2>
      <Stations stations={stations} />
    </div>
  )
}

function Alerts({ alerts }: { alerts: readonly Alert[] }) {
  const { t, say } = useWords()
  const now = useNow()
  if (alerts.length === 0) return <p>{t('print.alerts.none')}</p>
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('print.severity')}</th>
          <th scope="col">{t('print.alert')}</th>
          <th scope="col">{t('print.measured')}</th>
          <th scope="col">{t('print.raised')}</th>
          <th scope="col">{t('print.owner')}</th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr key={alert.id}>
            <td className="brief-severity">
              <SeverityMark severity={alert.severity} held={alert.state !== 'open'} size={14} />{' '}
              {t(`severity.${alert.severity}`)}
            </td>
            <td>
              <b>{say(alert.title)}</b>
              <br />
              {alert.subject_name}
            </td>
            <td>{say(alert.last.text)}</td>
            <td>{formatMoment(alert.raised_at, now)}</td>
            <td>{alert.owner_name ?? t(`alert.state.${alert.state}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Stations({ stations }: { stations: readonly StationView[] }) {
  const { t, say } = useWords()
  const now = useNow()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('print.station')}</th>
          <th scope="col" className="number">
            VN_AQI
          </th>
          <th scope="col">{t('print.level')}</th>
          <th scope="col">{t('print.measured-at')}</th>
        </tr>
      </thead>
      <tbody>
        {stations.map(({ asset, aqi, unknown, since, lastAt }) => (
          <tr key={asset.id}>
            <td>{asset.name}</td>
            {unknown || aqi === null ? (
              <td colSpan={3}>
                {since === null ? t('print.never') : t('print.unknown', { time: formatMoment(since, now) })}
              </td>
            ) : (
              <>
                <td className="number">{aqi}</td>
                <td>{say(aqiLevel(aqi).name)}</td>
                <td>{lastAt === null ? '—' : formatMoment(lastAt, now)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
