import { Button } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import type { useDismiss } from './use-quarantine.ts'

/** What was just put by, and the way back. */
export function Undo({ dismiss, restore }: ReturnType<typeof useDismiss>) {
  const { t, language } = useWords()
  const done = dismiss.data
  if (!done) return null
  return (
    <p className="replay-line" role="status">
      {t('quarantine.dismissed', { count: formatNumber(done.count, 0, language) })}
      <Button
        small
        disabled={restore.isPending}
        onClick={() => restore.mutate({ settled_at: done.settled_at }, { onSuccess: () => dismiss.reset() })}
      >
        {t('quarantine.undo')}
      </Button>
    </p>
  )
}
