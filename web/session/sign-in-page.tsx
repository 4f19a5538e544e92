import { ProblemError, api, liveStore } from '#web/live'
import { Button, UnrealMark } from '#web/ui'
import { useWords } from '#web/words'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { EntryFrame } from './entry-frame.tsx'
import { ProviderButton } from './provider-button.tsx'
import { forgetAnswers, useInstance } from './use-session.ts'

export function SignInPage({ note }: { note?: string }) {
  const { t } = useWords()
  const client = useQueryClient()
  const instance = useInstance()
  const [error, setError] = useState<string | undefined>(returned(t))
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError(undefined)
    try {
      await api.post('/api/v1/session', { login: form.get('login'), password: form.get('password') })
      forgetAnswers(client)
      liveStore.reset()
      await client.invalidateQueries({ queryKey: ['session'] })
    } catch (problem) {
      setError(problem instanceof ProblemError ? problem.message : t('state.failed'))
    } finally {
      setBusy(false)
    }
  }
  return (
    <EntryFrame title={t('sign-in.title')}>
      {note && <p className="soft">{note}</p>}
      <form onSubmit={(event) => void submit(event)} className="entry-form">
        <label className="field">
          {t('sign-in.login')}
          <input name="login" autoComplete="username" required autoCapitalize="none" spellCheck={false} />
        </label>
        <label className="field">
          {t('sign-in.password')}
          <input name="password" type="password" autoComplete="current-password" required />
        </label>
        {error && (
          <p role="alert" className="sev-critical">
            {error}
          </p>
        )}
        <Button primary type="submit" disabled={busy}>
          {t('sign-in.button')}
        </Button>
      </form>
      <ProviderButton />
      {/* Loaded anew: a public page has a look of its own. */}
      <p>
        <a href="/cong-khai">{t('public.sign-in-link')}</a>
      </p>
      {instance?.demonstration && (
        <p className="quiet">
          <UnrealMark kind="demo" /> {t('sign-in.demo')}
        </p>
      )}
    </EntryFrame>
  )
}

/** Why the identity provider's answer led nowhere: the address says so. */
function returned(t: ReturnType<typeof useWords>['t']): string | undefined {
  const code = new URLSearchParams(location.search).get('loi')
  if (code === null) return undefined
  return t(code === 'identity_unknown' || code === 'link_used' ? `provider.${code}` : 'provider.failed')
}
