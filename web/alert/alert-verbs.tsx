import type { Alert } from '#model'
import { ProblemError } from '#web/live'
import { useMay } from '#web/session'
import { Button, ErrorLine } from '#web/ui'
import { useWords } from '#web/words'
import { type FormEvent, useState } from 'react'
import { useAcknowledge, useResolve } from './use-verbs.ts'

/** What may be done with an alert now. A verb that is refused stays visible and says who may. */
export function AlertVerbs({ alert }: { alert: Alert }) {
  const { t } = useWords()
  const acknowledge = useAcknowledge()
  const resolve = useResolve()
  const mayTake = useMay('alert.acknowledge')
  const mayEnd = useMay('alert.resolve')
  const [ending, setEnding] = useState(false)
  if (alert.state === 'resolved') return null
  const refused = (may: boolean, verb: string): string | undefined => (may ? undefined : t('alert.refused', { verb }))
  const error = acknowledge.error ?? resolve.error
  const conflict = error instanceof ProblemError && error.code === 'conflict'

  function end(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const note = new FormData(event.currentTarget).get('note')
    if (typeof note === 'string' && note.trim() !== '')
      resolve.mutate({ id: alert.id, note }, { onSuccess: () => setEnding(false) })
  }
  return (
    <div className="alert-verbs">
      {alert.state === 'open' && (
        <Button
          primary={!ending}
          shortcut="A"
          refused={refused(mayTake, t('alert.acknowledge'))}
          disabled={acknowledge.isPending}
          onClick={() => acknowledge.mutate(alert.id)}
        >
          {t('alert.acknowledge')}
        </Button>
      )}
      {!ending && (
        <Button refused={refused(mayEnd, t('alert.resolve'))} onClick={() => setEnding(true)}>
          {t('alert.resolve')}
        </Button>
      )}
      {ending && (
        <form className="alert-ending" onSubmit={end}>
          <label className="field">
            {t('alert.resolve.note')}
            <textarea name="note" required maxLength={2000} autoFocus />
          </label>
          <span className="alert-ending-verbs">
            <Button primary type="submit" disabled={resolve.isPending}>
              {t('alert.resolve.confirm')}
            </Button>
            <Button onClick={() => setEnding(false)}>{t('alert.resolve.cancel')}</Button>
          </span>
        </form>
      )}
      {conflict ? (
        <p role="alert" className="sev-high">
          {t('alert.first')}
        </p>
      ) : (
        error && <ErrorLine error={error} />
      )}
    </div>
  )
}
