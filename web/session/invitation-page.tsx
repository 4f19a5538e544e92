import { ProblemError, api } from '#web/live'
import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { type FormEvent, useState } from 'react'
import { EntryFrame } from './entry-frame.tsx'
import { ProviderButton } from './provider-button.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** Where a one-time link leads: whoever holds it makes an account. */
export function InvitationPage({ secret }: { secret: string }) {
  const { t } = useWords()
  const [error, setError] = useState<string>()
  const [done, setDone] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setError(undefined)
    try {
      await api.post('/api/v1/invitations/accept', {
        secret,
        name: form.get('name'),
        login: form.get('login'),
        password: form.get('password'),
      })
      setDone(true)
      history.replaceState(null, '', '/')
    } catch (problem) {
      const detail = problem instanceof ProblemError && problem.detail ? `: ${problem.detail}` : ''
      setError(problem instanceof ProblemError ? problem.message + detail : t('state.failed'))
    }
  }
  if (done) return <SignInPage note={t('invite.done')} />
  return (
    <EntryFrame title={t('invite.title')}>
      <p className="soft">{t('invite.hint')}</p>
      <form onSubmit={(event) => void submit(event)} className="entry-form">
        <label className="field">
          {t('invite.name')}
          <input name="name" autoComplete="name" required maxLength={200} />
        </label>
        <label className="field">
          {t('sign-in.login')}
          <input
            name="login"
            autoComplete="username"
            required
            autoCapitalize="none"
            spellCheck={false}
            maxLength={80}
          />
        </label>
        <label className="field">
          {t('invite.password')}
          <input name="password" type="password" autoComplete="new-password" required minLength={14} maxLength={200} />
        </label>
        {error && (
          <p role="alert" className="sev-critical">
            {error}
          </p>
        )}
        <Button primary type="submit">
          {t('invite.button')}
        </Button>
      </form>
      <ProviderButton invitation={secret} />
    </EntryFrame>
  )
}
