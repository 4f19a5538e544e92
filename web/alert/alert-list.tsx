import type { Alert } from '#model'
import { Button, Empty, ErrorLine, LoadingLine, type useHeldList } from '#web/ui'
import { useWords } from '#web/words'
import { AlertRow } from './alert-row.tsx'
import { type AlertFilter, matching } from './order.ts'
import type { useAlerts } from './use-alerts.ts'

interface Props {
  readonly alerts: ReturnType<typeof useAlerts>
  readonly list: ReturnType<typeof useHeldList<Alert>>
  readonly filter: AlertFilter
  readonly selected: string | undefined
  /** Behind the detail on a phone: it keeps its place, and is out of reach. */
  readonly behind: boolean
  readonly onOpen: (id: string) => void
  readonly onClear: () => void
}

export function AlertList({ alerts, list, filter, selected, behind, onOpen, onClear }: Props) {
  const { t } = useWords()
  const { known, lost, ended } = alerts
  return (
    <section className="list-under alerts-list" aria-label={t('page.alerts')} inert={behind} {...list.props}>
      {!known && (lost ? <Empty>{t('alert.unreachable')}</Empty> : <LoadingLine />)}
      {ended.error && <ErrorLine error={ended.error} onRetry={() => void ended.refetch()} />}
      {list.waiting > 0 && (
        <button type="button" className="list-new" onClick={list.release}>
          {t('list.new', { count: list.waiting })}
        </button>
      )}
      {known && !ended.isLoading && list.shown.length === 0 && (
        <Nothing all={alerts.all} filter={filter} onClear={onClear} />
      )}
      <ul>
        {list.shown.map((alert) => (
          <li key={alert.id}>
            <AlertRow alert={alert} selected={alert.id === selected} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      {ended.hasNextPage && (
        <p className="list-more">
          <Button
            small
            disabled={ended.isFetchingNextPage}
            // They come where the reader looks for them, at the end.
            onClick={() => void ended.fetchNextPage().then(list.release)}
          >
            {t('list.more')}
          </Button>
          <span className="quiet">{t('alert.older')}</span>
        </p>
      )}
    </section>
  )
}

/** An empty list says why, and what is the next step. */
function Nothing({ all, filter, onClear }: { all: readonly Alert[]; filter: AlertFilter; onClear: () => void }) {
  const { t } = useWords()
  if (all.length === 0) return <Empty>{t('alert.none')}</Empty>
  const only = Object.entries(filter).every(([facet, value]) => facet === 'state' || !value)
  if (filter.state === 'open' && only) {
    const held = matching(all, { state: 'acknowledged' }).length
    return <Empty>{t('alert.none-open', { count: held })}</Empty>
  }
  return (
    <Empty>
      {t('alert.empty')}{' '}
      <Button small onClick={onClear}>
        {t('alert.clear')}
      </Button>
    </Empty>
  )
}
