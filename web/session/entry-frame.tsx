import { LanguageSwitch, UnrealMark } from '#web/ui'
import { useWords } from '#web/words'
import { type ReactNode, useEffect } from 'react'
import './entry.css'
import { useInstance } from './use-session.ts'

/** The page before anybody is known: which centre this is, and one thing to do. */
export function EntryFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useWords()
  const instance = useInstance()
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`
  }, [title, t])
  return (
    <main className="entry" id="main">
      <section className="entry-panel">
        <header>
          <p className="entry-centre">
            <strong>{t('app.name')}</strong> {instance && <UnrealMark kind={instance.demonstration ? 'demo' : null} />}
          </p>
          <p className="soft">
            {t('app.centre')}
            {instance && ` · ${instance.province.name}`}
          </p>
        </header>
        <h1>{title}</h1>
        {children}
        <footer>
          <LanguageSwitch />
        </footer>
      </section>
    </main>
  )
}
