import { type Event, localDay } from '#model'
import { AgencyChip } from '#web/agency'
import { useUnitName } from '#web/territory'
import { Empty, ErrorLine, LoadingLine, SeverityMark, serviceName } from '#web/ui'
import { formatDay, formatSeconds, useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type EventFilter, useEvent } from './use-events.ts'
import { sentenceOf } from './sentence.ts'
import { typeName } from './wording.ts'

interface Props {
  readonly id: string | undefined
  readonly known: Event | undefined
  readonly onBack: () => void
  /** Shows only what is like this one. */
  readonly onNarrow: (more: EventFilter) => void
}

/** Everything that is stored of the chosen event, as the sender said it. */
export function EventDetail({ id, known, onBack, onNarrow }: Props) {
  const { t } = useWords()
  const asked = useEvent(id, known)
  const event = known ?? asked.data
  return (
    <section className="events-detail" aria-label={t('event.one')}>
      {id === undefined && <Empty>{t('event.choose')}</Empty>}
      {id !== undefined && asked.isLoading && <LoadingLine />}
      {id !== undefined && asked.error && <ErrorLine error={asked.error} onRetry={() => void asked.refetch()} />}
      {event && <Shown event={event} onBack={onBack} onNarrow={onNarrow} />}
    </section>
  )
}

function Shown({ event, onBack, onNarrow }: { event: Event } & Pick<Props, 'onBack' | 'onNarrow'>) {
  const { t, say } = useWords()
  return (
    <article className="event-detail" tabIndex={-1}>
      <button type="button" className="list-back" onClick={onBack}>
        ← {t('key.back')}
      </button>
      <header className="event-head">
        <h2>{sentenceOf(event) || say(typeName(event.type))}</h2>
        <p className="soft">
          {event.severity && (
            <>
              <SeverityMark severity={event.severity} held={false} size={14} />{' '}
              <b className={`sev-${event.severity}`}>{t(`severity.${event.severity}`)}</b> ·{' '}
            </>
          )}
          {formatSeconds(event.at)} {formatDay(event.at)}
        </p>
      </header>
      <Facts event={event} onNarrow={onNarrow} />
      <h3>{t('event.data')}</h3>
      {event.data === null || event.data === undefined ? (
        <p className="quiet">{t('event.no-data')}</p>
      ) : (
        <pre className="event-data" tabIndex={0} role="region" aria-label={t('event.data')}>
          {typeof event.data === 'string' ? event.data : JSON.stringify(event.data, null, 2)}
        </pre>
      )}
      {Object.keys(event.attributes).length > 0 && (
        <>
          <h3>{t('event.attributes')}</h3>
          <dl className="facts">
            {Object.entries(event.attributes).map(([name, value]) => (
              <Fact key={name} name={name}>
                {String(value)}
              </Fact>
            ))}
          </dl>
        </>
      )}
    </article>
  )
}

function Facts({ event, onNarrow }: { event: Event } & Pick<Props, 'onNarrow'>) {
  const { t, say } = useWords()
  const unit = useUnitName(event.unit, localDay(Date.parse(event.at)))
  return (
    <dl className="facts">
      <Fact name={t('event.type')}>
        <Narrow label={t('event.only')} onClick={() => onNarrow({ type: event.type })}>
          {say(typeName(event.type))}
        </Narrow>
      </Fact>
      <Fact name={t('alert.facet.service')}>{say(serviceName(event.service))}</Fact>
      <Fact name={t('sources.name')}>
        <Link to="/nguon-du-lieu/$id" params={{ id: event.source }}>
          {event.source}
        </Link>
      </Fact>
      {event.origin && <Fact name={t('event.origin')}>{event.origin}</Fact>}
      {event.asset && <Fact name={t('event.asset')}>{event.asset}</Fact>}
      {event.subject && <Fact name={t('event.subject')}>{event.subject}</Fact>}
      {event.agency && (
        <Fact name={t('event.agency')}>
          <AgencyChip code={event.agency} />
        </Fact>
      )}
      {event.unit && (
        <Fact name={t('event.unit')}>
          <Narrow label={t('event.only')} onClick={() => onNarrow({ unit: event.unit ?? undefined })}>
            {unit}
          </Narrow>
        </Fact>
      )}
      {event.lat !== null && event.lon !== null && (
        <Fact name={t('event.place')}>
          {event.lat.toFixed(5)}, {event.lon.toFixed(5)}
        </Fact>
      )}
      <Fact name={t('event.received')}>
        {formatSeconds(event.received_at)} {formatDay(event.received_at)}
      </Fact>
      <Fact name={t('sources.id')}>{event.id}</Fact>
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

function Narrow({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <>
      {children}{' '}
      <button type="button" className="event-only" onClick={onClick}>
        {label}
      </button>
    </>
  )
}
