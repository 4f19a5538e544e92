import type { QuarantineReplay } from '#model'
import { useNow } from '#web/live'
import { Button } from '#web/ui'
import { formatMoment, formatNumber, useWords } from '#web/words'

/** How far the last replay is, or what came of it. */
export function ReplayLine({ replay, onCancel }: { replay: QuarantineReplay | null; onCancel: (id: string) => void }) {
  const { t, language } = useWords()
  const now = useNow()
  const n = (count: number): string => formatNumber(count, 0, language)
  if (!replay) return null
  const counts = { cleared: n(replay.cleared), still: n(replay.done - replay.cleared) }
  if (replay.state === 'running') {
    return (
      <div className="replay-line" role="status">
        <progress value={replay.done} max={Math.max(1, replay.total)} aria-label={t('quarantine.replaying')} />
        <span>{t('quarantine.progress', { done: n(replay.done), total: n(replay.total), ...counts })}</span>
        <Button small onClick={() => onCancel(replay.id)}>
          {t('quarantine.cancel')}
        </Button>
      </div>
    )
  }
  return (
    <p className="replay-line" role="status">
      <span className={replay.state === 'failed' ? 'sev-high' : ''}>
        {t(`quarantine.result.${replay.state}`, { ...counts, error: replay.error ?? '' })}
      </span>
      <span className="quiet">
        {t('quarantine.settled.by', {
          who: replay.started_by,
          time: formatMoment(replay.ended_at ?? replay.started_at, now),
        })}
      </span>
    </p>
  )
}
