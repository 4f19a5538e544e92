import type { Alert, AlertChange, Page } from '#model'
import { api } from '#web/live'
import { ErrorLine, LoadingLine } from '#web/ui'
import { formatDateTime, useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'

/** What happened, newest first; nothing in it is ever edited. */
export function AlertHistory({ alert }: { alert: Alert }) {
  const { t, say } = useWords()
  const list = useQuery({
    queryKey: ['alert', alert.id, 'history', alert.state, Math.floor(alert.times / 5)],
    queryFn: () => api.get<Page<AlertChange>>(`/api/v1/alerts/${alert.id}/history?limit=100`),
    placeholderData: (before) => before,
  })
  return (
    <section className="alert-history">
      <h3>{t('alert.history')}</h3>
      {list.isLoading && <LoadingLine />}
      {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
      <ol>
        {list.data?.items.map((one) => (
          <li key={one.id}>
            <span className="quiet nowrap">{formatDateTime(one.at)}</span>
            <span>
              {t(`alert.act.${one.act}`, { who: one.by_name ?? t('alert.automatic') })}
              {one.evidence && <span className="soft"> · {say(one.evidence.text)}</span>}
              {one.note && <q className="alert-note">{one.note}</q>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
