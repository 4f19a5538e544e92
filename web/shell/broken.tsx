import { EntryFrame } from '#web/session'
import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { Link } from '@tanstack/react-router'

/** A page that failed, inside the frame: bar and rail go on. */
export function Broken() {
  const { t } = useWords()
  return (
    <div className="state error" role="alert">
      {t('state.broken')}
      <Retry />
    </div>
  )
}

/** The frame itself failed. */
export function Fallen() {
  const { t } = useWords()
  return (
    <EntryFrame title={t('state.broken')}>
      <p>
        <Retry />
      </p>
    </EntryFrame>
  )
}

/** The centre does not answer, so nobody knows who is here. */
export function Unreachable() {
  const { t } = useWords()
  return (
    <EntryFrame title={t('state.unreachable')}>
      <p role="alert">
        <Retry />
      </p>
    </EntryFrame>
  )
}

export function Missing() {
  const { t } = useWords()
  return (
    <EntryFrame title={t('page.missing')}>
      <p>
        <Link to="/">{t('page.missing.back')}</Link>
      </p>
    </EntryFrame>
  )
}

function Retry() {
  const { t } = useWords()
  return <Button onClick={() => location.reload()}>{t('state.retry')}</Button>
}
