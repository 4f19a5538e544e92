import type { QuarantineReason, Source } from '#model'
import { useNow } from '#web/live'
import { Button, Empty, ErrorLine, LoadingLine } from '#web/ui'
import { formatMoment, formatNumber, useWords } from '#web/words'
import { useState } from 'react'
import { Content } from './content.tsx'
import { MessageList } from './message-list.tsx'
import { ReplayLine } from './replay-line.tsx'
import { Undo } from './undo.tsx'
import { useDismiss, useReasons, useReplay } from './use-quarantine.ts'
import { reasonWord } from './wording.ts'

/**
 * What could not be read: the same mistake together, one message open with its bytes, read again after the fix, or put
 * by with a word. Only for those who manage the source.
 */
export function Quarantine({ source, allowed }: { source: Source; allowed: boolean }) {
  const { t, language } = useWords()
  const replay = useReplay(source.id, allowed)
  const { dismiss, restore } = useDismiss(source.id)
  const [settled, setSettled] = useState(false)
  const running = replay.last?.state === 'running' || replay.start.isPending
  return (
    <section className="quarantine" aria-label={t('sources.quarantine')}>
      <div className="quarantine-head">
        <h2 className="source-title">
          {t('sources.quarantine')}{' '}
          <span className="quiet">
            {formatNumber(source.quarantined, 0, language)} · {t('sources.quarantine.kept')}
          </span>
        </h2>
        {allowed && (
          <span className="quarantine-tools">
            <Button small aria-pressed={settled} onClick={() => setSettled(!settled)}>
              {t('quarantine.settled')}
            </Button>
            {source.quarantined > 0 && (
              <Button small disabled={running} onClick={() => replay.start.mutate({})}>
                {t('quarantine.replay.all', { count: formatNumber(source.quarantined, 0, language) })}
              </Button>
            )}
          </span>
        )}
      </div>
      {!allowed && <Empty>{t('sources.quarantine.refused')}</Empty>}
      {allowed && (
        <>
          <ReplayLine replay={replay.last} onCancel={(id) => replay.cancel.mutate(id)} />
          {[replay.start.error, replay.cancel.error].map(
            (error, at) => error && <ErrorLine key={at === 0 ? 'start' : 'cancel'} error={error} />,
          )}
          <Undo dismiss={dismiss} restore={restore} />
          {settled ? (
            <Settled source={source} restore={restore} />
          ) : (
            <Waiting source={source} replay={replay} dismiss={dismiss} running={running} />
          )}
        </>
      )}
    </section>
  )
}

function Waiting({
  source,
  replay,
  dismiss,
  running,
}: {
  source: Source
  replay: ReturnType<typeof useReplay>
  dismiss: ReturnType<typeof useDismiss>['dismiss']
  running: boolean
}) {
  const { t } = useWords()
  const reasons = useReasons(source, true)
  const [reason, setReason] = useState<string>()
  return (
    <>
      {reasons.isLoading && <LoadingLine />}
      {reasons.error && <ErrorLine error={reasons.error} onRetry={() => void reasons.refetch()} />}
      {reasons.data?.length === 0 && <Empty>{t('sources.quarantine.empty')}</Empty>}
      <ul className="quarantine-reasons">
        {reasons.data?.map((one) => (
          <li key={one.reason}>
            <ReasonRow
              of={one}
              open={one.reason === reason}
              onOpen={() => setReason(one.reason === reason ? undefined : one.reason)}
            />
            {one.reason === reason && (
              <MessageList source={source} of={{ reason: one.reason }}>
                {(message) => (
                  <Content
                    key={message.id}
                    source={source}
                    message={message}
                    alike={one.count}
                    running={running}
                    onReplay={(of) => replay.start.mutate(of)}
                    dismiss={dismiss}
                  />
                )}
              </MessageList>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

/** A mistake: when last, what the newest says, how many. */
function ReasonRow({ of, open, onOpen }: { of: QuarantineReason; open: boolean; onOpen: () => void }) {
  const { t, language } = useWords()
  const now = useNow()
  return (
    <button type="button" className="quarantine-row" aria-expanded={open} onClick={onOpen}>
      <span className="quiet">{formatMoment(of.newest_at, now)}</span>
      <span className="quarantine-what">
        <span className="ellipsis">{of.detail}</span>
        {of.origin && <span className="quiet ellipsis">{of.origin}</span>}
      </span>
      <span className="quarantine-reason">
        <span className="chip">{reasonWord(of.reason, t)}</span>
        <b>{formatNumber(of.count, 0, language)}</b>
      </span>
    </button>
  )
}

/** What waits no longer: stored after all, or put by with a word that can be taken back. */
function Settled({ source, restore }: { source: Source; restore: ReturnType<typeof useDismiss>['restore'] }) {
  const { t } = useWords()
  return (
    <>
      {(['dismissed', 'replayed'] as const).map((state) => (
        <div key={state}>
          <h3 className="quarantine-kind">{t(`quarantine.state.${state}`)}</h3>
          <MessageList source={source} of={{ state }}>
            {(message) => (
              <Content
                key={message.id}
                source={source}
                message={message}
                onRestore={() => restore.mutate({ message: message.id })}
              />
            )}
          </MessageList>
        </div>
      ))}
      {restore.error && <ErrorLine error={restore.error} />}
    </>
  )
}
