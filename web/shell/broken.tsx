import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { Link } from '@tanstack/react-router'

export function Broken() {
  const { t } = useWords()
  return (
    <div className="state error" role="alert">
      {t('state.broken')}
      <Button small onClick={() => location.reload()}>
        {t('state.retry')}
      </Button>
    </div>
  )
}

export function Missing() {
  const { t } = useWords()
  return (
    <p className="state">
      <Link to="/">{t('page.missing')}</Link>
    </p>
  )
}
