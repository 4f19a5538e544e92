import type { Alert } from '#model'
import { Age, SeverityMark } from '#web/ui'
import { formatTime, useWords } from '#web/words'

interface Props {
  readonly alert: Alert
  readonly selected: boolean
  readonly onOpen: (id: string) => void
}

/** Shape, severity in words, place, what was measured against what, who has it. */
export function AlertRow({ alert, selected, onOpen }: Props) {
  const { t, say } = useWords()
  return (
    <button
      type="button"
      className={`alert-row ${selected ? 'selected' : ''}`}
      aria-current={selected}
      data-alert={alert.id}
      onClick={() => onOpen(alert.id)}
    >
      <SeverityMark severity={alert.severity} held={alert.state !== 'open'} />
      <span className="alert-lines">
        <span className="alert-line">
          <span className="alert-title ellipsis">{say(alert.title)}</span>
          <span className="quiet">{formatTime(alert.raised_at)}</span>
        </span>
        <span className="alert-line soft">
          <span className="ellipsis">
            <b className={`sev-${alert.severity}`}>{t(`severity.${alert.severity}`)}</b> · {alert.subject_name}
          </span>
          <Age at={alert.raised_at} />
        </span>
        <span className="alert-line">
          <span className="ellipsis">{say(alert.last.text)}</span>
          {alert.state !== 'open' && (
            <span className="quiet ellipsis alert-owner">
              {alert.state === 'resolved' ? t('alert.state.resolved') : alert.owner_name}
            </span>
          )}
        </span>
      </span>
    </button>
  )
}
