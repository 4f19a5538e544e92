import { useLive, useNow } from '#web/live'
import { useInstance, useSession, useSignOut } from '#web/session'
import { LanguageSwitch, SourceMark, UnrealMark } from '#web/ui'
import { formatDay, formatSeconds, formatTime, useWords } from '#web/words'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { PAGES } from './pages.ts'

/** Where we are, whether it is real, how the sources are, who is signed in, what time it is. */
export function TopBar() {
  const { t } = useWords()
  const { session } = useSession()
  const instance = useInstance()
  const signOut = useSignOut()
  const { pathname } = useLocation()
  const page = PAGES.find(({ path }) => (path === '/' ? pathname === '/' : pathname.startsWith(path))) ?? PAGES[0]
  useEffect(() => {
    document.title = `${t(page.word)} · ${t('app.name')}`
  }, [page, t])
  return (
    <header className="top">
      <Link to="/" className="top-mark" aria-label={t('app.name')}>
        <img src="/icon.svg" alt="" width="26" height="26" />
      </Link>
      <h1 className="top-page">{t(page.word)}</h1>
      {instance && <span className="top-province soft">{instance.province.name}</span>}
      <UnrealMark kind={session?.context === 'demo' ? 'demo' : 'trial'} />
      <Connection />
      <span className="top-space" />
      <Sources />
      <span className="top-person">
        <span className="ellipsis">{session?.person?.name}</span>
        <button type="button" className="top-link" onClick={() => void signOut()}>
          {t('person.sign-out')}
        </button>
      </span>
      <LanguageSwitch />
      <Clock />
    </header>
  )
}

/** Says so when nothing new arrives: the rest of the screen goes grey by itself. */
function Connection() {
  const { t } = useWords()
  const { connection } = useLive()
  if (connection.status !== 'lost') return null
  return (
    <span className="sev-high top-lost" role="status">
      {t('state.lost', { time: formatTime(connection.since) })}
    </span>
  )
}

function Sources() {
  const { t } = useWords()
  const { sources } = useLive()
  const states = [...sources.values()].map((source) => source.state)
  return (
    <Link to="/nguon-du-lieu" className="top-sources">
      {(['live', 'late', 'lost'] as const).map((state) => (
        <span key={state}>
          <SourceMark state={state} /> <b>{states.filter((one) => one === state).length}</b>{' '}
          <span className="top-word">{t(`source.${state}`)}</span>
        </span>
      ))}
    </Link>
  )
}

function Clock() {
  const now = useNow()
  return (
    <time className="top-clock" dateTime={new Date(now).toISOString()}>
      <b>{formatSeconds(now)}</b> <span className="quiet">{formatDay(now)}</span>
    </time>
  )
}
