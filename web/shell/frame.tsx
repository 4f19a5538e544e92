import { SignInPage, useSession } from '#web/session'
import { ErrorLine } from '#web/ui'
import { useWords } from '#web/words'
import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'

/** Top bar, rail and the page; without a session, the sign-in page in its place. */
export function Frame() {
  const { t } = useWords()
  const { session, error } = useSession()
  if (error && session === undefined) return <ErrorLine error={error} onRetry={() => location.reload()} />
  if (session === undefined) return null
  if (session === null) return <SignInPage />
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <TopBar />
      <Rail />
      <main id="main" className="page" tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}
