import type { Incident } from '#model'
import { AgencyChip } from '#web/agency'
import { ProblemError, useNow } from '#web/live'
import { useUnitName } from '#web/territory'
import { Empty, ErrorLine, LoadingLine, SeverityMark, ruleOf, serviceName } from '#web/ui'
import { formatMoment, useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { IncidentFiles } from './incident-files.tsx'
import { IncidentTimeline } from './incident-timeline.tsx'
import { IncidentVerbs } from './incident-verbs.tsx'
import { useIncident } from './use-incidents.ts'

interface Props {
  readonly id: string
  readonly known: Incident | undefined
  readonly all: readonly Incident[]
  readonly onBack: () => void
  readonly onOpen: (id: string) => void
}

/** One incident: what, whose, what may be done now, its files, what happened. No tabs. */
export function IncidentDetail({ id, known, all, onBack, onOpen }: Props) {
  const { t } = useWords()
  const { incident, error, retry } = useIncident(id, known)
  if (error && !incident) {
    const gone = error instanceof ProblemError && error.status === 404
    return gone ? <Empty>{t('incident.missing')}</Empty> : <ErrorLine error={error} onRetry={retry} />
  }
  if (!incident) return <LoadingLine />
  const nameOf = (other: string): string => all.find((one) => one.id === other)?.title ?? other
  return (
    <article className="incident-detail" aria-label={incident.title} tabIndex={-1}>
      <button type="button" className="list-back" onClick={onBack}>
        ← {t('key.back')}
      </button>
      <Head incident={incident} />
      <IncidentVerbs incident={incident} all={all} />
      {incident.merged_into && (
        <p>
          {t('incident.merged-into')}{' '}
          <button type="button" className="incident-open" onClick={() => onOpen(incident.merged_into ?? '')}>
            {nameOf(incident.merged_into)}
          </button>
        </p>
      )}
      <Facts incident={incident} />
      {incident.merged.length > 0 && (
        <section>
          <h3>{t('incident.merged')}</h3>
          <ul>
            {incident.merged.map((other) => (
              <li key={other}>
                <button type="button" className="incident-open" onClick={() => onOpen(other)}>
                  {nameOf(other)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <IncidentFiles incident={incident} />
      <IncidentTimeline incident={incident} />
    </article>
  )
}

function Head({ incident }: { incident: Incident }) {
  const { t } = useWords()
  const over = incident.state === 'closed' || incident.state === 'merged'
  return (
    <header className="incident-head">
      <h2>
        <SeverityMark severity={incident.severity} held={incident.owner !== null || over} size={22} />
        {incident.title}
      </h2>
      <p className="soft">
        {t('incident.number', { number: incident.number })} ·{' '}
        <b className={over ? '' : `sev-${incident.severity}`}>{t(`severity.${incident.severity}`)}</b> ·{' '}
        {t(`incident.state.${incident.state}`)}
        {incident.closing && (
          <span className={incident.closing === 'word' ? 'sev-medium' : ''}>
            {' '}
            · {t(`incident.closing.${incident.closing}`)}
          </span>
        )}
        {incident.reopened > 0 && <span> · {t('incident.reopened', { count: incident.reopened })}</span>}
      </p>
    </header>
  )
}

function Facts({ incident }: { incident: Incident }) {
  const { t, say } = useWords()
  const now = useNow()
  const unit = useUnitName(incident.unit)
  const rule = incident.rule === null ? undefined : ruleOf(incident.rule)
  return (
    <dl className="facts">
      <Fact name={t('incident.owner')}>{incident.owner_name ?? t('incident.nobody')}</Fact>
      {incident.agency && (
        <Fact name={t('incident.lead')}>
          <AgencyChip code={incident.agency} />
        </Fact>
      )}
      {incident.cooperating.length > 0 && (
        <Fact name={t('incident.cooperating')}>
          {incident.cooperating.map((code) => (
            <AgencyChip key={code} code={code} />
          ))}
        </Fact>
      )}
      {incident.service && <Fact name={t('alert.facet.service')}>{say(serviceName(incident.service))}</Fact>}
      {unit && <Fact name={t('event.unit')}>{unit}</Fact>}
      {incident.lat !== null && incident.lon !== null && (
        <Fact name={t('event.place')}>
          {incident.lat.toFixed(5)}, {incident.lon.toFixed(5)}
        </Fact>
      )}
      {incident.subject_name && <Fact name={t('event.subject')}>{incident.subject_name}</Fact>}
      {incident.rule && <Fact name={t('alert.rule')}>{rule ? say(rule.name) : incident.rule}</Fact>}
      {incident.alerts.length > 0 && (
        <Fact name={t('page.alerts')}>
          {incident.alerts.map((alert, index) => (
            <Link key={alert} className="incident-alert" to="/canh-bao/$id" params={{ id: alert }}>
              {t('incident.alert', { number: index + 1 })}
            </Link>
          ))}
        </Fact>
      )}
      <Fact name={t('incident.opened')}>{formatMoment(incident.opened_at, now)}</Fact>
      {incident.started_at && <Fact name={t('incident.started')}>{formatMoment(incident.started_at, now)}</Fact>}
      {incident.closed_at && <Fact name={t('incident.closed')}>{formatMoment(incident.closed_at, now)}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
