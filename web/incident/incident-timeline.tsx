import type { Incident, IncidentChange } from '#model'
import { useNow } from '#web/live'
import { Button, ErrorLine, LoadingLine } from '#web/ui'
import { formatMoment, useWords } from '#web/words'
import { useTimeline } from './use-incidents.ts'

/** What happened, newest first; nothing in it is ever edited. */
export function IncidentTimeline({ incident }: { incident: Incident }) {
  const { t } = useWords()
  const list = useTimeline(incident)
  return (
    <section className="incident-timeline">
      <h3>{t('incident.timeline')}</h3>
      {list.isLoading && <LoadingLine />}
      {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
      <ol>
        {list.data?.pages
          .flatMap((page) => page.items)
          .map((change) => (
            <Line key={change.id} change={change} />
          ))}
      </ol>
      {list.hasNextPage && (
        <Button small disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </section>
  )
}

/** Fields whose change is worth words of its own; the rest follows from the act. */
const TOLD = ['title', 'severity', 'category', 'agency', 'state'] as const

function Line({ change }: { change: IncidentChange }) {
  const { t } = useWords()
  const now = useNow()
  const word = (field: (typeof TOLD)[number], value: unknown): string => {
    if (typeof value !== 'string') return '—'
    if (field === 'severity') return t(`severity.${value as Incident['severity']}`)
    return field === 'state' ? t(`incident.state.${value as Incident['state']}`) : value
  }
  const told = TOLD.flatMap((field) => {
    const pair = change.changed[field]
    return pair === undefined ? [] : [`${word(field, pair[0])} → ${word(field, pair[1])}`]
  })
  return (
    <li>
      <span className="quiet">{formatMoment(change.at, now)}</span>
      <span>
        {t(`incident.act.${change.act}`)} · <span className="soft">{change.by_name ?? t('alert.automatic')}</span>
        {told.length > 0 && <span className="soft"> · {told.join(' · ')}</span>}
        {change.note !== null && <q className="incident-note">{change.note}</q>}
      </span>
    </li>
  )
}
