import { Button, Empty, ErrorLine, LoadingLine, SeverityMark, type useHeldList } from '#web/ui'
import { useNow } from '#web/live'
import { formatMoment, useWords } from '#web/words'
import type { EventRow } from './event-page.tsx'
import type { useEvents } from './use-events.ts'
import { sentenceOf } from './sentence.ts'
import { typeName } from './wording.ts'

interface Props {
  readonly events: ReturnType<typeof useEvents>
  readonly list: ReturnType<typeof useHeldList<EventRow>>
  readonly selected: string | undefined
  readonly filtered: boolean
  readonly onOpen: (id: string) => void
  readonly onClear: () => void
}

export function EventList({ events, list, selected, filtered, onOpen, onClear }: Props) {
  const { t } = useWords()
  return (
    <section className="events-list" aria-label={t('page.events')} {...list.props}>
      {events.isFetching && !events.isFetchingNextPage && events.isPlaceholderData && <LoadingLine />}
      {events.isLoading && <LoadingLine />}
      {events.error && <ErrorLine error={events.error} onRetry={() => void events.refetch()} />}
      {list.waiting > 0 && (
        <button type="button" className="list-new" onClick={list.release}>
          {t('list.new', { count: list.waiting })}
        </button>
      )}
      {events.data && !events.error && list.shown.length === 0 && (
        <Empty>
          {t(filtered ? 'event.empty' : 'event.none')}{' '}
          {filtered && (
            <Button small onClick={onClear}>
              {t('alert.clear')}
            </Button>
          )}
        </Empty>
      )}
      <ul>
        {list.shown.map((row) => (
          <li key={row.id}>
            <Row row={row} selected={row.id === selected} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {events.hasNextPage && (
        <p className="list-more">
          <Button
            small
            disabled={events.isFetchingNextPage}
            onClick={() => void events.fetchNextPage().then(list.release)}
          >
            {t('list.more')}
          </Button>
        </p>
      )}
    </section>
  )
}

/** When, how severe, what kind, what happened, whose. */
function Row({
  row: { id, event },
  selected,
  onOpen,
}: {
  row: EventRow
  selected: boolean
  onOpen: (id: string) => void
}) {
  const { t, say } = useWords()
  const now = useNow()
  const about = event.asset ?? event.subject
  const sentence = sentenceOf(event)
  return (
    <button
      type="button"
      className={`list-row event-row ${selected ? 'selected' : ''}`}
      aria-current={selected}
      data-event={id}
      onClick={() => onOpen(id)}
    >
      <span className="event-time quiet">{formatMoment(event.at, now)}</span>
      <span className="event-severity">
        {event.severity ? (
          <>
            <SeverityMark severity={event.severity} held={false} size={14} />
            <span className={`sev-${event.severity}`}>{t(`severity.${event.severity}`)}</span>
          </>
        ) : (
          <span className="quiet">—</span>
        )}
      </span>
      <span className="event-type ellipsis">{say(typeName(event.type))}</span>
      <span className="event-what ellipsis">{sentence || '—'}</span>
      <span className="event-about quiet ellipsis">{about === sentence ? '' : about}</span>
      <span className="event-source quiet ellipsis">{event.source}</span>
    </button>
  )
}
