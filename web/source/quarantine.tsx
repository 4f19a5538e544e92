import type { Page, QuarantinedMessage, Source } from '#model'
import { api, useNow } from '#web/live'
import { Button, Empty, ErrorLine, LoadingLine } from '#web/ui'
import { formatMoment, formatNumber, useWords } from '#web/words'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type Mistake, byMistake } from './group.ts'
import { reasonWord } from './wording.ts'

/** What could not be read: when, why, where from, the same mistake together. The bytes themselves stay sealed. */
export function Quarantine({ source, allowed }: { source: Source; allowed: boolean }) {
  const { t, language } = useWords()
  const list = useInfiniteQuery({
    queryKey: ['quarantine', source.id, source.quarantined],
    queryFn: ({ pageParam }) => {
      const query = new URLSearchParams({ limit: '100', ...(pageParam === '' ? {} : { cursor: pageParam }) })
      return api.get<Page<QuarantinedMessage>>(`/api/v1/sources/${encodeURIComponent(source.id)}/quarantine?${query}`)
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
    enabled: allowed,
  })
  const mistakes = byMistake(list.data?.pages.flatMap((page) => page.items) ?? [])
  return (
    <section className="quarantine" aria-label={t('sources.quarantine')}>
      <h2 className="source-title">
        {t('sources.quarantine')}{' '}
        <span className="quiet">
          {formatNumber(source.quarantined, 0, language)} · {t('sources.quarantine.kept')}
        </span>
      </h2>
      {!allowed && <Empty>{t('sources.quarantine.refused')}</Empty>}
      {list.isLoading && <LoadingLine />}
      {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && mistakes.length === 0 && <Empty>{t('sources.quarantine.empty')}</Empty>}
      {mistakes.map((mistake) => (
        <MistakeRow key={mistake.reason} mistake={mistake} />
      ))}
      {list.hasNextPage && (
        <p>
          <Button small disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </p>
      )}
    </section>
  )
}

/** The newest message of a mistake and how many there are; the others open beneath it. */
function MistakeRow({ mistake }: { mistake: Mistake }) {
  const { t, language } = useWords()
  const [newest, ...others] = mistake.messages
  if (!newest) return null
  const row = (
    <>
      <Message message={newest} />
      <span className="quarantine-reason">
        <span className="chip">{reasonWord(mistake.reason, t)}</span>
        <b>{formatNumber(mistake.messages.length, 0, language)}</b>
      </span>
    </>
  )
  if (others.length === 0) return <div className="quarantine-row">{row}</div>
  return (
    <details className="quarantine-more">
      <summary className="quarantine-row">{row}</summary>
      <ul>
        {others.map((one) => (
          <li key={one.id} className="quarantine-row">
            <Message message={one} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Message({ message }: { message: QuarantinedMessage }) {
  const now = useNow()
  return (
    <>
      <span className="quiet">{formatMoment(message.received_at, now)}</span>
      <span className="quarantine-what">
        <span>{message.detail}</span>
        {message.origin && <span className="quiet">{message.origin}</span>}
      </span>
    </>
  )
}
