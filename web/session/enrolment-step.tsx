import type { FactorOffer } from '#model'
import { api } from '#web/live'
import { Button, ErrorLine, LoadingLine } from '#web/ui'
import { useWords } from '#web/words'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormError } from './form-error.tsx'
import { QrPicture } from './qr-picture.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useForm } from './use-form.ts'
import { keepCodes } from './use-step.ts'

interface Props {
  /** The present password, asked for outside a sign-in. */
  readonly password?: string
  /** Called when the codes are kept, outside a sign-in. */
  readonly onDone?: () => void
}

/** A second factor is offered, speaks for the first time, and leaves its recovery codes. */
export function EnrolmentStep({ password, onDone }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const [codes, setCodes] = useState<readonly string[]>()
  const offer = useQuery({
    queryKey: ['factor-offer'],
    queryFn: () => api.post<FactorOffer>('/api/v1/session/factor', password === undefined ? {} : { password }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  const form = useForm(async (field) => {
    const answer = await api.post<{ recovery_codes: string[] }>('/api/v1/session/factor/confirm', {
      code: field('code'),
    })
    if (!onDone) keepCodes(client, true)
    setCodes(answer.recovery_codes)
  })
  if (codes) {
    const kept = async (): Promise<void> => {
      await client.invalidateQueries({ queryKey: ['session'] })
      keepCodes(client, false)
      onDone?.()
    }
    return <RecoveryCodes codes={codes} onKept={() => void kept()} />
  }
  if (offer.error) return <ErrorLine error={offer.error} onRetry={() => void offer.refetch()} />
  if (!offer.data) return <LoadingLine />
  return (
    <>
      <p className="soft">{t('enrol.why')}</p>
      <p>{t('enrol.scan')}</p>
      <QrPicture text={offer.data.uri} label={t('enrol.picture')} />
      <p>
        {t('enrol.typed')} <code className="entry-key">{offer.data.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <form onSubmit={form.submit} className="entry-form">
        <label className="field">
          {t('enrol.first')}
          <input
            name="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            maxLength={40}
            className="entry-code"
          />
        </label>
        <FormError of={form.error} />
        <Button primary type="submit" disabled={form.busy}>
          {t('enrol.button')}
        </Button>
      </form>
    </>
  )
}
