import { type Alert, DAY, HOUR, type Observation, type Page } from '#model'
import { environment } from '#services/environment'
import { AgencyChip, useAgencyName } from '#web/agency'
import { TimeChart } from '#web/chart'
import { ProblemError, api, useLive } from '#web/live'
import { ErrorLine, LoadingLine, SeverityMark, propertyName, propertyOf } from '#web/ui'
import { formatDateTime, formatNumber, useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'
import './alert.css'
import { AlertHistory } from './alert-history.tsx'
import { AlertVerbs } from './alert-verbs.tsx'

interface Props {
  readonly id: string
  readonly onBack?: () => void
  /** Beside the map: without the history. */
  readonly short?: boolean
}

/** One alert: what was measured, why it fired, who has it, what happened. No tabs. */
export function AlertDetail({ id, onBack, short = false }: Props) {
  const { t, say } = useWords()
  const live = useLive().alerts.get(id)
  const query = useQuery({
    queryKey: ['alert', id, live?.state],
    queryFn: () => api.get<Alert>(`/api/v1/alerts/${id}`),
  })
  const alert = live ?? query.data
  if (query.error && !alert) {
    const gone = query.error instanceof ProblemError && query.error.status === 404
    return <ErrorLine error={query.error} {...(gone ? {} : { onRetry: () => void query.refetch() })} />
  }
  if (!alert) return <LoadingLine />
  const held = alert.state !== 'open'
  return (
    <article className="alert-detail" aria-label={say(alert.title)}>
      <header className="alert-head">
        {onBack && (
          <button type="button" className="alert-back" onClick={onBack}>
            ← {t('alert.back')}
          </button>
        )}
        <h2>
          <SeverityMark severity={alert.severity} held={held} size={22} /> {say(alert.title)}
        </h2>
        <p className="soft">
          <b className={`sev-${alert.severity}`}>{t(`severity.${alert.severity}`)}</b> · {alert.subject_name} ·{' '}
          {t(`alert.state.${alert.state}`)}
        </p>
      </header>
      <Measured alert={alert} />
      <AlertVerbs alert={alert} />
      <Why alert={alert} />
      {!short && <AlertHistory alert={alert} />}
    </article>
  )
}

/** The value against its limit, and the day around it. */
function Measured({ alert }: { alert: Alert }) {
  const { t, say, language } = useWords()
  const { property: code, value, threshold } = alert.last
  const property = code === null ? undefined : propertyOf(code)
  const to = Math.max(Date.parse(alert.last.at) + HOUR, Date.parse(alert.raised_at) + HOUR)
  const from = to - DAY
  const points = useQuery({
    queryKey: ['observations', alert.subject, code, Math.floor(to / 60_000)],
    enabled: code !== null,
    queryFn: async () => {
      const query = new URLSearchParams({
        asset: alert.subject,
        property: code ?? '',
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        limit: '5000',
      })
      return (await api.get<Page<Observation>>(`/api/v1/observations?${query}`)).items
    },
    placeholderData: (before) => before,
  })
  if (value === null || !property) return <p className="alert-value alert-words">{say(alert.last.text)}</p>
  const shown = (number: number): string => formatNumber(number, property.decimals, language)
  const isLimit = code !== null && alert.rule !== 'air-quality-flags' && threshold !== null
  return (
    <div className="alert-measured">
      <p className="alert-value">
        <b>{shown(value)}</b> <span className="soft">{property.unit || say(property.name)}</span>
      </p>
      {points.error && <ErrorLine error={points.error} onRetry={() => void points.refetch()} />}
      {points.data && (
        <TimeChart
          title={t('alert.chart', { property: say(property.name) })}
          points={points.data.map((one) => ({ at: Date.parse(one.at), value: one.value, quality: one.quality }))}
          threshold={
            isLimit ? { value: threshold, label: t('chart.threshold', { value: shown(threshold) }) } : undefined
          }
          from={from}
          to={to}
          gap={2 * HOUR}
          unit={property.unit}
          decimals={property.decimals}
        />
      )}
    </div>
  )
}

function Why({ alert }: { alert: Alert }) {
  const { t, say } = useWords()
  const agency = useAgencyName(alert.agency)
  const rule = environment.rules.find((one) => one.id === alert.rule)
  return (
    <dl className="facts">
      <dt>{t('alert.why')}</dt>
      <dd>{say(alert.first.text)}</dd>
      <dt>{t('alert.rule')}</dt>
      <dd>
        {alert.rule}
        {alert.last.property && <span className="quiet"> · {say(propertyName(alert.last.property))}</span>}
      </dd>
      <dt>{t('alert.measured')}</dt>
      <dd>{formatDateTime(alert.last.at)}</dd>
      <dt>{t('alert.raised')}</dt>
      <dd>{formatDateTime(alert.raised_at)}</dd>
      <dt>{t('alert.times')}</dt>
      <dd>
        {alert.times} · {t('alert.refreshed').toLowerCase()} {formatDateTime(alert.refreshed_at)}
      </dd>
      <dt>{t('alert.owner')}</dt>
      <dd>{alert.owner_name ?? <span className="sev-high">{t('alert.nobody')}</span>}</dd>
      {alert.agency && (
        <>
          <dt>{t('alert.agency')}</dt>
          <dd>
            <AgencyChip code={alert.agency} /> {agency}
          </dd>
        </>
      )}
      {rule && (
        <>
          <dt>{t('alert.advice')}</dt>
          <dd>{say(rule.advice)}</dd>
        </>
      )}
    </dl>
  )
}
