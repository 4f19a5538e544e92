import { useNow } from '#web/live'
import { formatAge, formatMoment, useWords } from '#web/words'

/** How long ago something was; it counts up by itself. */
export function Age({ at, className = 'quiet' }: { at: number | string; className?: string }) {
  const now = useNow()
  const { language } = useWords()
  return (
    <span className={`${className} nowrap`}>
      {formatAge(now - (typeof at === 'string' ? Date.parse(at) : at), language)}
    </span>
  )
}

/** Grey, with the moment from which the present has been unknown. */
export function StaleNote({ since }: { since: number }) {
  const { t } = useWords()
  const now = useNow()
  return (
    <span className="stale-note" style={{ color: 'var(--unknown)' }}>
      {t('state.no-data-since', { time: formatMoment(since, now) })}
    </span>
  )
}
