import { api } from '#web/live'
import { type Account, EnrolmentStep, PasswordStep, RecoveryCodes, useAccount, useInstance } from '#web/session'
import { Button, ErrorLine, LoadingLine } from '#web/ui'
import { formatDateTime, useWords } from '#web/words'
import { useState } from 'react'
import './person.css'
import { ProveForm } from './prove-form.tsx'

/** Tài khoản của tôi: password, second factor, and the way in by the identity provider. */
export function AccountPage() {
  const { t } = useWords()
  const account = useAccount()
  if (account.error) return <ErrorLine error={account.error} onRetry={() => void account.refetch()} />
  if (!account.data) return <LoadingLine />
  if (account.data.demo) return <p className="account">{t('account.demo')}</p>
  return (
    <div className="account">
      <section className="account-part">
        <h2>{t('account.factor')}</h2>
        <Factor account={account.data} onChanged={() => void account.refetch()} />
      </section>
      <section className="account-part">
        <h2>{t('account.password')}</h2>
        {account.data.password_due && (
          <p className="sev-medium">{t('account.password-due', { time: formatDateTime(account.data.password_due) })}</p>
        )}
        <PasswordStep />
      </section>
      <Provider />
    </div>
  )
}

type Work =
  | { readonly kind: 'prove'; readonly for: 'phone' | 'codes' }
  | { readonly kind: 'phone'; readonly password: string }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }

function Factor({ account, onChanged }: { account: Account; onChanged: () => void }) {
  const { t } = useWords()
  const [work, setWork] = useState<Work>()
  const done = (): void => {
    setWork(undefined)
    onChanged()
  }
  async function prove(what: 'phone' | 'codes', password: string): Promise<void> {
    if (what === 'phone') return setWork({ kind: 'phone', password })
    const made = await api.post<{ recovery_codes: string[] }>('/api/v1/session/recovery-codes', { password })
    setWork({ kind: 'codes', codes: made.recovery_codes })
  }
  if (work?.kind === 'phone') return <EnrolmentStep password={work.password} onDone={done} />
  if (work?.kind === 'codes') return <RecoveryCodes codes={work.codes} onKept={done} />
  if (work) return <ProveForm onProve={(password) => prove(work.for, password)} onCancel={() => setWork(undefined)} />
  return (
    <>
      <p className="soft">
        {account.second_factor ? t('account.factor-on', { count: account.recovery_codes }) : t('account.factor-off')}
      </p>
      <p className="account-verbs">
        <Button onClick={() => setWork({ kind: 'prove', for: 'phone' })}>
          {t(account.second_factor ? 'account.factor-change' : 'account.factor-turn-on')}
        </Button>
        {account.second_factor && (
          <Button onClick={() => setWork({ kind: 'prove', for: 'codes' })}>{t('account.codes-new')}</Button>
        )}
      </p>
    </>
  )
}

function Provider() {
  const { t } = useWords()
  const instance = useInstance()
  const [proving, setProving] = useState(false)
  if (!instance?.single_sign_on) return null
  async function link(password: string): Promise<void> {
    const { location: next } = await api.post<{ location: string }>('/api/v1/session/oidc/link', { password })
    location.assign(next)
  }
  return (
    <section className="account-part">
      <h2>{t('account.provider')}</h2>
      {proving ? (
        <ProveForm onProve={link} onCancel={() => setProving(false)} />
      ) : (
        <p>
          <Button onClick={() => setProving(true)}>{t('account.provider-link')}</Button>
        </p>
      )}
    </section>
  )
}
