import { sourceStateNow, useLive, useNow } from '#web/live'
import { PaletteButton } from '#web/palette'
import { useInstance, useUnreal } from '#web/session'
import { LanguageSwitch, SourceMark, UnrealMark } from '#web/ui'
import { formatDay, formatMoment, formatSeconds, formatWeekday, useWords } from '#web/words'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { usePage, usePages } from './pages.ts'
import { PersonMenu } from './person-menu.tsx'

/** Where we are, whether it is real, how the sources are, who is signed in, what time it is. */
export function TopBar() {
  const { t } = useWords()
  const unreal = useUnreal()
  const instance = useInstance()
  const page = usePage()
  useEffect(() => {
    document.title = `${t(page.word)} · ${t('app.name')}`
  }, [page, t])
  return (
    <header className="top">
      <Link to="/" className="top-mark" aria-label={t('app.name')}>
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <path
            d="M5 9c6 0 6 7 12 7h10M5 23c6 0 6-7 12-7M5 16h12"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.4"
            strokeLinecap="round"
          />
        </svg>
      </Link>
      <h1 className="top-page">{t(page.word)}</h1>
      {instance && <span className="top-province soft">{instance.province.name}</span>}
      <UnrealMark kind={unreal} />
      <Connection />
      <span className="top-space" />
      <PaletteButton pages={usePages()} />
      <Sources />
      <PersonMenu />
      <span className="top-language">
        <LanguageSwitch />
      </span>
      <Clock />
    </header>
  )
}

/** Says so when nothing new arrives: the rest of the screen goes grey by itself. */
function Connection() {
  const { t } = useWords()
  const { connection } = useLive()
  const now = useNow()
  // The browser mends a short break by itself before anybody has to read of it.
  const lost = connection.status === 'lost' && now - connection.since >= 3000
  return (
    <span className="sev-high top-lost" role="status">
      {lost && t('state.lost', { time: formatMoment(connection.since, now) })}
    </span>
  )
}

function Sources() {
  const { t } = useWords()
  const { sources } = useLive()
  const now = useNow()
  const states = [...sources.values()].map((source) => sourceStateNow(source, now))
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
  const { language } = useWords()
  return (
    <time className="top-clock" dateTime={new Date(now).toISOString()}>
      <b>{formatSeconds(now)}</b>
      <span className="quiet top-day">
        {formatWeekday(now, language)}
        <br />
        {formatDay(now)}
      </span>
    </time>
  )
}
