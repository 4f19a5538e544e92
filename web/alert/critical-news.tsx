import { useLive } from '#web/live'
import { useWords } from '#web/words'
import { useEffect, useRef, useState } from 'react'
import { newlyCritical } from './order.ts'

/** Tells those who listen to the screen of each new critical alert, once; what was there before is no news. */
export function CriticalNews() {
  const { t, say } = useWords()
  const { alerts, known } = useLive()
  const seen = useRef<Set<string>>(undefined)
  const [news, setNews] = useState<readonly string[]>([])
  useEffect(() => {
    if (!known.has('alert')) {
      seen.current = undefined
      return
    }
    const before = seen.current
    seen.current = new Set([...(before ?? []), ...alerts.keys()])
    if (before === undefined) return
    const fresh = newlyCritical(alerts.values(), before)
    if (fresh.length > 0) setNews(fresh.map((alert) => alert.id))
  }, [alerts, known])
  return (
    <div className="visually-hidden" role="alert">
      {news.map((id) => {
        const alert = alerts.get(id)
        return (
          alert && <p key={id}>{t('alert.new-critical', { title: say(alert.title), place: alert.subject_name })}</p>
        )
      })}
    </div>
  )
}
