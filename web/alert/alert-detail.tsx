import type { Alert } from '#model'
import { ProblemError } from '#web/live'
import { Empty, ErrorLine, LoadingLine, SeverityMark } from '#web/ui'
import { useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import './alert.css'
import { AlertAdvice } from './alert-advice.tsx'
import { AlertHistory } from './alert-history.tsx'
import { AlertMeasured } from './alert-measured.tsx'
import { AlertVerbs } from './alert-verbs.tsx'
import { AlertWhy } from './alert-why.tsx'
import { useAlert } from './use-alert.ts'
import { useVerbOf } from './use-verbs.ts'

interface Props {
  readonly id: string
  readonly onBack?: () => void
  /** Beside the map: without the history. */
  readonly short?: boolean
}

/** One alert: what was measured, why it fired, who has it, what to do, what happened. No tabs. */
export function AlertDetail({ id, onBack, short = false }: Props) {
  const { t, say } = useWords()
  const { alert, error, retry } = useAlert(id)
  if (error && !alert) {
    const gone = error instanceof ProblemError && error.status === 404
    return gone ? <Empty>{t('alert.missing')}</Empty> : <ErrorLine error={error} onRetry={retry} />
  }
  if (!alert) return <LoadingLine />
  return (
    <article className={`alert-detail ${short ? 'short' : ''}`} aria-label={say(alert.title)} tabIndex={-1}>
      {onBack && (
        <button type="button" className="list-back" onClick={onBack}>
          ← {t('alert.back')}
        </button>
      )}
      <Head alert={alert} short={short} />
      <div className="alert-main">
        <AlertMeasured alert={alert} height={short ? 170 : 220} />
        <AlertVerbs alert={alert} />
        <AlertWhy alert={alert} />
      </div>
      <div className="alert-aside">
        <AlertAdvice alert={alert} />
        {!short && <AlertHistory alert={alert} />}
      </div>
    </article>
  )
}

function Head({ alert, short }: { alert: Alert; short: boolean }) {
  const { t, say } = useWords()
  const { pending } = useVerbOf(alert.id)
  return (
    <header className="alert-head">
      <h2>
        <SeverityMark severity={alert.severity} held={alert.state !== 'open' || pending !== undefined} size={22} />
        {say(alert.title)}
      </h2>
      <p className="soft">
        <b className={alert.state === 'resolved' ? '' : `sev-${alert.severity}`}>{t(`severity.${alert.severity}`)}</b> ·{' '}
        {alert.subject_name}
        {!short && alert.lat !== null && alert.state !== 'resolved' && (
          <span className="no-print">
            {' · '}
            <Link to="/" search={{ chon: `alert:${alert.id}` } as never}>
              {t('alert.on-map')}
            </Link>
          </span>
        )}
      </p>
    </header>
  )
}
