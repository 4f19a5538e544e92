import type { PublicFigures } from '#model'
import { useInstance } from '#web/session'
import { LanguageSwitch, UnrealMark } from '#web/ui'
import { formatDateTime, useWords } from '#web/words'
import { type ReactNode, useEffect } from 'react'
import './publication.css'

interface Props {
  readonly title: string
  readonly figures: PublicFigures | undefined
  /** Epoch ms of the last answer; 0 before the first. */
  readonly asOf: number
  readonly children: ReactNode
}

/** A page for everybody: which province, whether it is real, as of when; below, whom to call. */
export function PublicFrame({ title, figures, asOf, children }: Props) {
  const { t } = useWords()
  const instance = useInstance()
  const province = instance?.province.name
  useEffect(() => {
    document.title = [title, province].filter(Boolean).join(' · ')
  }, [title, province])
  return (
    <div className="public">
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <header className="public-head">
        <a href="/cong-khai" className="public-brand">
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>
            {t('public.title')}
            <small>{province}</small>
          </span>
        </a>
        <LanguageSwitch />
        <p className="public-status">
          <UnrealMark kind={figures?.mark ?? null} />
          {asOf > 0 && <span className="soft">{t('public.as-of', { time: formatDateTime(asOf) })}</span>}
        </p>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="public-foot">
        {figures?.mark && <p>{t(`public.${figures.mark}`)}</p>}
        <p className="public-emergency">{t('public.emergency')}</p>
        <p className="soft">
          {t('app.centre')}
          {province && ` · ${province}`} ·{' '}
          <a href="/dang-nhap" className="public-link">
            {t('public.officers')}
          </a>
        </p>
      </footer>
    </div>
  )
}
