import type { QuarantinedMessage, Source } from '#model'
import { Button, ErrorLine, LoadingLine } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { useEffect, useRef, useState } from 'react'
import { AssetForm } from './asset-form.tsx'
import { DismissForm } from './dismiss-form.tsx'
import { hexOf, runsOf } from './shown-bytes.ts'
import { type useDismiss, useContent } from './use-quarantine.ts'

interface Props {
  readonly source: Source
  readonly message: QuarantinedMessage
  /** How many share the mistake, for what still waits. */
  readonly alike?: number
  readonly running?: boolean
  readonly onReplay?: (of: { message: string } | { reason: string }) => void
  readonly onRestore?: () => void
  readonly dismiss?: ReturnType<typeof useDismiss>['dismiss']
}

/** One message as it came, what is wrong in it marked, and what may be done with it. */
export function Content({ source, message, alike = 1, running = false, onReplay, onRestore, dismiss }: Props) {
  const { t, language } = useWords()
  const content = useContent(source.id, message.id, message.tries)
  const [putting, setPutting] = useState(false)
  const [registering, setRegistering] = useState<string>()
  const n = (count: number): string => formatNumber(count, 0, language)
  const unknown = message.reason === 'asset_unknown' ? namesIn(message.detail) : []
  const box = useRef<HTMLDivElement>(null)
  const shown = content.data !== undefined
  useEffect(() => {
    if (shown) box.current?.scrollIntoView({ block: 'nearest' })
  }, [shown])
  return (
    <div className="quarantine-content" ref={box}>
      <p className="quiet">
        {message.origin ?? '—'} · {t('quarantine.bytes', { count: n(message.bytes) })}
      </p>
      <p>{message.detail}</p>
      {content.isLoading && <LoadingLine />}
      {content.error && <ErrorLine error={content.error} onRetry={() => void content.refetch()} />}
      {content.data && (
        <pre className="quarantine-bytes" tabIndex={0} aria-label={t('quarantine.original')}>
          {content.data.text === null
            ? hexOf(content.data.base64)
            : runsOf(content.data.text, content.data.marks).map((run, at) =>
                run.marked ? <mark key={at}>{run.text}</mark> : <span key={at}>{run.text}</span>,
              )}
          {content.data.cut && <span className="quiet">{`\n${t('quarantine.cut')}`}</span>}
        </pre>
      )}
      <p className="quarantine-verbs">
        {onReplay && (
          <>
            <Button disabled={running} onClick={() => onReplay({ message: message.id })}>
              {t('quarantine.replay.one')}
            </Button>
            {alike > 1 && (
              <Button disabled={running} onClick={() => onReplay({ reason: message.reason })}>
                {t('quarantine.replay.alike', { count: n(alike) })}
              </Button>
            )}
          </>
        )}
        {unknown.map((asset) => (
          <Button key={asset} onClick={() => setRegistering(asset)}>
            {t('quarantine.register', { asset })}
          </Button>
        ))}
        {dismiss && <Button onClick={() => setPutting(true)}>{t('quarantine.dismiss')}</Button>}
        {onRestore && message.state === 'dismissed' && <Button onClick={onRestore}>{t('quarantine.restore')}</Button>}
      </p>
      {registering !== undefined && (
        <AssetForm
          key={registering}
          source={source}
          asset={{ id: registering, name: '', type: undefined }}
          onDone={() => setRegistering(undefined)}
        />
      )}
      {putting && dismiss && (
        <DismissForm message={message} alike={alike} dismiss={dismiss} onDone={() => setPutting(false)} />
      )}
    </div>
  )
}

/** The assets that a detail names in quotes. */
function namesIn(detail: string): string[] {
  return [...new Set([...detail.matchAll(/“([^”…]+)”/g)].map(([, name]) => name as string))]
}
