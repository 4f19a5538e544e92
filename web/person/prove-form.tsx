import { FormError, useForm } from '#web/session'
import { Button } from '#web/ui'
import { useWords } from '#web/words'

/** Asks for the present password before something of the own account changes. */
export function ProveForm({
  onProve,
  onCancel,
}: {
  onProve: (password: string) => Promise<void>
  onCancel: () => void
}) {
  const { t } = useWords()
  const form = useForm((field) => onProve(field('password')))
  return (
    <form onSubmit={form.submit} className="account-form">
      <label className="field">
        {t('account.prove')}
        <input name="password" type="password" autoComplete="current-password" required maxLength={1000} autoFocus />
      </label>
      <FormError of={form.error} />
      <p className="account-verbs">
        <Button primary type="submit" disabled={form.busy}>
          {t('step.continue')}
        </Button>
        <Button onClick={onCancel}>{t('account.cancel')}</Button>
      </p>
    </form>
  )
}
