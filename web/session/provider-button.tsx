import { api } from '#web/live'
import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { FormError } from './form-error.tsx'
import { useForm } from './use-form.ts'
import { useInstance } from './use-session.ts'

/** The way in by the identity provider, where the centre has one; with an invitation it is accepted that way. */
export function ProviderButton({ invitation }: { invitation?: string }) {
  const { t } = useWords()
  const instance = useInstance()
  const form = useForm(async () => {
    const body = invitation === undefined ? {} : { invitation }
    const { location: next } = await api.post<{ location: string }>('/api/v1/session/oidc', body)
    location.assign(next)
  })
  if (!instance?.single_sign_on) return null
  return (
    <form onSubmit={form.submit} className="entry-form">
      <FormError of={form.error} />
      <Button type="submit" disabled={form.busy}>
        {t(invitation === undefined ? 'provider.sign-in' : 'provider.accept')}
      </Button>
    </form>
  )
}
