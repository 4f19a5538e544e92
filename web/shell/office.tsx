import { useWords } from '#web/words'
import { Navigate, Outlet } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { usePage } from './pages.ts'
import { PersonMenu } from './person-menu.tsx'

/** The pages of somebody who sees no figure, the security officer: no live news is asked for, for none would come. */
export function Office() {
  const { t } = useWords()
  const page = usePage()
  useEffect(() => {
    document.title = `${t(page.word)} · ${t('app.name')}`
  }, [page, t])
  if (page.path !== '/quan-tri' && page.path !== '/tai-khoan') return <Navigate to="/quan-tri" replace />
  return (
    <div className="office">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <header className="top">
        <h1 className="top-page">{t(page.word)}</h1>
        <span className="top-space" />
        <PersonMenu />
      </header>
      <main id="main" className="page" tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}
