import type { Alert } from '#model'
import { Age, SeverityMark } from '#web/ui'
import { formatTime, useWords } from '#web/words'
import { useVerbOf } from './use-verbs.ts'

interface Props {
  readonly alert: Alert
  readonly selected: boolean
  readonly onOpen: (id: string) => void
}

/** Shape, severity in words, place, what was measured against what, who has it. Filled: nobody; outlined: somebody. */
export function AlertRow({ alert, selected, onOpen }: Props) {
  const { t, say } = useWords()
  const { pending } = useVerbOf(alert.id)
  const ended = alert.state === 'resolved'
  return (
    <button
      type="button"
      className={`list-row alert-row ${selected ? 'selected' : ''} ${ended ? 'ended' : ''}`}
      aria-current={selected}
      data-alert={alert.id}
      onClick={() => onOpen(alert.id)}
    >
      <SeverityMark severity={alert.severity} held={alert.state !== 'open' || pending !== undefined} />
      <span className="alert-lines">
        <span className="alert-line">
          <span className="alert-title ellipsis">{say(alert.title)}</span>
          <span className="quiet">{formatTime(alert.raised_at)}</span>
        </span>
        <span className="alert-line soft">
          <span className="ellipsis">
            <b className={ended ? '' : `sev-${alert.severity}`}>{t(`severity.${alert.severity}`)}</b> ·{' '}
            {alert.subject_name}
          </span>
          <Age at={alert.raised_at} />
        </span>
        <span className="alert-line">
          <span className="ellipsis">{say(alert.last.text)}</span>
          <Holder alert={alert} pending={pending !== undefined} />
        </span>
      </span>
    </button>
  )
}

function Holder({ alert, pending }: { alert: Alert; pending: boolean }) {
  const { t } = useWords()
  if (pending) return <span className="quiet ellipsis alert-owner">{t('alert.sending')}</span>
  if (alert.state === 'open') return <span className="visually-hidden">{t('alert.state.open')}</span>
  return (
    <span className="quiet ellipsis alert-owner">
      {alert.state === 'resolved' ? t('alert.state.resolved') : (alert.owner_name ?? t('alert.state.acknowledged'))}
    </span>
  )
}
