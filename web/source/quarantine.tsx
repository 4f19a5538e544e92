import type { Page, QuarantinedMessage, Source } from '#model'
import { api } from '#web/live'
import { Empty, ErrorLine, LoadingLine } from '#web/ui'
import { formatNumber, formatTime, useWords } from '#web/words'
import { useQuery } from '@tanstack/react-query'

/** What could not be read: when, why, where from. The bytes themselves stay sealed. */
export function Quarantine({ source, allowed }: { source: Source; allowed: boolean }) {
  const { t, language } = useWords()
  const list = useQuery({
    queryKey: ['quarantine', source.id, source.quarantined],
    queryFn: () =>
      api.get<Page<QuarantinedMessage>>(`/api/v1/sources/${encodeURIComponent(source.id)}/quarantine?limit=50`),
    enabled: allowed,
  })
  return (
    <div className="quarantine">
      <h2 className="source-title">
        {t('sources.quarantine')}{' '}
        <span className="quiet">
          {formatNumber(source.quarantined, 0, language)} · {t('sources.quarantine.kept')}
        </span>
      </h2>
      {!allowed && <Empty>{t('sources.quarantine.refused')}</Empty>}
      {list.isLoading && <LoadingLine />}
      {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <Empty>{t('sources.quarantine.empty')}</Empty>}
      <ul>
        {list.data?.items.map((one) => (
          <li key={one.id} className="quarantine-row">
            <span className="quiet">{formatTime(one.received_at)}</span>
            <span className="quarantine-what">
              <span>{one.detail}</span>
              <span className="quiet ellipsis">{one.origin}</span>
            </span>
            <span className="chip">{one.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
