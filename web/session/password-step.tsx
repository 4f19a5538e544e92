import { api } from '#web/live'
import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { useQueryClient } from '@tanstack/react-query'
import { FormError } from './form-error.tsx'
import { useForm } from './use-form.ts'
import { forgetAnswers } from './use-session.ts'

/** A new password; every session ends with it, this one too. */
export function PasswordStep() {
  const { t } = useWords()
  const client = useQueryClient()
  const form = useForm(async (field) => {
    await api.put('/api/v1/session/password', { current: field('current'), password: field('password') })
    forgetAnswers(client)
    client.setQueryData(['session'], null)
  })
  return (
    <>
      <p className="soft">{t('new-password.why')}</p>
      <form onSubmit={form.submit} className="entry-form">
        <label className="field">
          {t('new-password.current')}
          <input name="current" type="password" autoComplete="current-password" required maxLength={1000} />
        </label>
        <label className="field">
          {t('new-password.next')}
          <input name="password" type="password" autoComplete="new-password" required minLength={8} maxLength={200} />
        </label>
        <FormError of={form.error} />
        <Button primary type="submit" disabled={form.busy}>
          {t('new-password.button')}
        </Button>
      </form>
    </>
  )
}
