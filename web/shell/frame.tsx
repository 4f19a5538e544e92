import { SignInPage, StepPage, useOnePerson, useSession, useStep } from '#web/session'
import { usePrinting, useTheme } from '#web/ui'
import { useWords } from '#web/words'
import { Outlet } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import { Unreachable } from './broken.tsx'
import { Office } from './office.tsx'
import { usePage } from './pages.ts'
import { PrintSheet } from './print-sheet.tsx'
import { Rail } from './rail.tsx'
import { TopBar } from './top-bar.tsx'

const CriticalNews = lazy(async () => ({ default: (await import('#web/alert')).CriticalNews }))

/** Top bar, rail and the page; without a session, the sign-in page in its place, at the same address. */
export function Frame() {
  const { session, error } = useSession()
  const step = useStep(session)
  if (error && session === undefined) return <Unreachable />
  if (session === undefined) return null
  if (session === null) return <SignInPage />
  if (step !== null) return <StepPage step={step} />
  return session.permissions.includes('read') ? <Desk /> : <Office />
}

function Desk() {
  const { t } = useWords()
  const theme = useTheme()
  const printing = usePrinting()
  const page = usePage()
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <OnePerson />
      <Suspense>
        <CriticalNews />
      </Suspense>
      {printing && <PrintSheet title={t(page.word)} />}
      <TopBar />
      <Rail />
      {/* Map and chart read the colours when they are made: another theme makes them anew. */}
      <main key={theme} id="main" className="page" tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </div>
  )
}

/** A part of its own, for the stream tells it something many times a second. */
function OnePerson() {
  useOnePerson()
  return null
}
