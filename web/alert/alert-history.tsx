import type { Alert, AlertChange, Page } from '#model'
import { api, useNow } from '#web/live'
import { Button, ErrorLine, LoadingLine } from '#web/ui'
import { formatMoment, formatTime, useWords } from '#web/words'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type StoryLine, storyOf } from './story.ts'

/** Firings that make the history worth asking again. */
const NEWS = 5

/** What happened, newest first; nothing in it is ever edited. */
export function AlertHistory({ alert }: { alert: Alert }) {
  const { t } = useWords()
  const list = useInfiniteQuery({
    queryKey: ['alert', alert.id, 'history'],
    queryFn: ({ pageParam }) =>
      api.get<Page<AlertChange>>(`/api/v1/alerts/${alert.id}/history?limit=100${pageParam && `&cursor=${pageParam}`}`),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { refetch } = list
  const news = Math.floor(alert.times / NEWS)
  useEffect(() => {
    void refetch()
  }, [refetch, alert.state, news])
  return (
    <section className="alert-history">
      <h3>{t('alert.history')}</h3>
      {list.isLoading && <LoadingLine />}
      {list.error && <ErrorLine error={list.error} onRetry={() => void refetch()} />}
      <ol>
        {storyOf(list.data?.pages.flatMap((page) => page.items) ?? []).map((line) => (
          <Line key={line.change.act === 'refreshed' ? line.since : line.change.id} line={line} />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button small disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
      {list.hasNextPage && <First alert={alert} />}
    </section>
  )
}

/** How it began stands at the end, however long the story in between. */
function First({ alert }: { alert: Alert }) {
  const { t, say } = useWords()
  const now = useNow()
  return (
    <ol>
      <li>
        <span className="quiet">{formatMoment(alert.raised_at, now)}</span>
        <span>
          {t('alert.act.raised', { who: '' })}
          <span className="soft"> · {say(alert.first.text)}</span>
        </span>
      </li>
    </ol>
  )
}

function Line({ line: { change, times, since } }: { line: StoryLine }) {
  const { t, say } = useWords()
  const now = useNow()
  const who = change.by_name ?? t('alert.automatic')
  return (
    <li className={`act-${change.act}`}>
      <span className="quiet">{formatMoment(change.at, now)}</span>
      <span>
        {change.act === 'resolved' && change.by === null
          ? t('alert.act.cleared')
          : t(`alert.act.${change.act}`, { who })}
        {times > 1 && (
          <span className="soft"> · {t('alert.act.times', { count: times, time: formatTime(since) })}</span>
        )}
        {change.evidence && <span className="soft"> · {say(change.evidence.text)}</span>}
        {change.note && <q className="alert-note">{change.note}</q>}
      </span>
    </li>
  )
}
