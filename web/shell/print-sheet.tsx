import { useNow } from '#web/live'
import { useInstance, useUnreal } from '#web/session'
import { UnrealMark } from '#web/ui'
import { formatDay, formatTime, useWords } from '#web/words'
import { useLocation } from '@tanstack/react-router'
import { pageRules } from './page-rules.ts'

/** The head of the first page, and what stands at the edge of every page: there while the page is put on paper. */
export function PrintSheet({ title }: { title: string }) {
  const { t } = useWords()
  const unreal = useUnreal()
  const province = useInstance()?.province.name ?? t('app.name')
  const { href } = useLocation()
  const now = useNow()
  const asOf = t('print.as-of', { time: formatTime(now), day: formatDay(now) })
  const rules = pageRules({
    running: `${province} · ${title} · ${asOf}`,
    mark: unreal && t(`mark.${unreal}`),
    address: location.origin + href,
    page: t('print.page'),
  })
  return (
    <header className="print-head">
      <style>{rules}</style>
      <p>
        {province} · {t('app.centre')}
      </p>
      <h1>
        {title} <UnrealMark kind={unreal} />
      </h1>
      <p>
        {asOf}
        {unreal && ` · ${t(`mark.${unreal}.title`)}`}
      </p>
    </header>
  )
}
