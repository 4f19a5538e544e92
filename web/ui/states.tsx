import { ProblemError } from '#web/live'
import { useWords } from '#web/words'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

export function Empty({ children }: { children: ReactNode }) {
  return <p className="state">{children}</p>
}

/** Keeps the old frame; a thin line at the top after a moment. */
export function LoadingLine() {
  const { t } = useWords()
  return (
    <div className="loading-line" role="status">
      <span className="visually-hidden">{t('state.loading')}</span>
    </div>
  )
}

/** Inside the panel that failed; the others go on. */
export function ErrorLine({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useWords()
  const text = error instanceof ProblemError ? `${error.message} (${error.code})` : t('state.failed')
  return (
    <div className="state error" role="alert">
      {text}
      {onRetry && (
        <Button small onClick={onRetry}>
          {t('state.retry')}
        </Button>
      )}
    </div>
  )
}
