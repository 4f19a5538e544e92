import type { QuarantinedMessage, Source } from '#model'
import { useNow } from '#web/live'
import { Button, Empty, ErrorLine, LoadingLine } from '#web/ui'
import { formatMoment, useWords } from '#web/words'
import { type ReactNode, useState } from 'react'
import { useMessages } from './use-quarantine.ts'

/** Messages of one kind, newest first; the chosen one opens beneath them, for as long as it is among them. */
export function MessageList({
  source,
  of,
  children,
}: {
  source: Source
  of: Parameters<typeof useMessages>[1]
  children: (message: QuarantinedMessage) => ReactNode
}) {
  const { t } = useWords()
  const list = useMessages(source, of)
  const [id, setId] = useState<string>()
  const messages = list.data?.pages.flatMap((page) => page.items) ?? []
  const chosen = messages.find((one) => one.id === id)
  return (
    <>
      {list.isLoading && <LoadingLine />}
      {list.error && <ErrorLine error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && messages.length === 0 && <Empty>{t('quarantine.none')}</Empty>}
      <ul className="quarantine-messages">
        {messages.map((one) => (
          <li key={one.id}>
            <MessageRow message={one} chosen={one.id === id} onChoose={() => setId(one.id)} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button small disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
      {chosen && children(chosen)}
    </>
  )
}

function MessageRow({
  message,
  chosen,
  onChoose,
}: {
  message: QuarantinedMessage
  chosen: boolean
  onChoose: () => void
}) {
  const { t } = useWords()
  const now = useNow()
  const time = message.settled_at === null ? '' : formatMoment(message.settled_at, now)
  return (
    <button type="button" className="quarantine-message" aria-pressed={chosen} onClick={onChoose}>
      <span className="quiet">{formatMoment(message.received_at, now)}</span>
      <span className="quarantine-what">
        <span className="ellipsis">{message.detail}</span>
        <span className="quiet ellipsis">
          {message.state === 'waiting'
            ? message.origin
            : t('quarantine.settled.by', { who: message.settled_by ?? '—', time })}
          {message.note !== null && ` · ${t(`quarantine.verdict.${message.verdict ?? 'ignored'}`)}: ${message.note}`}
        </span>
      </span>
      {message.state === 'waiting' && message.tries > 0 && (
        <span className="quiet">{t('quarantine.tries', { count: message.tries })}</span>
      )}
    </button>
  )
}
