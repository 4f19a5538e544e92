import { api } from '#web/live'
import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormError } from './form-error.tsx'
import { useForm } from './use-form.ts'

/** The code of the authenticator, or a recovery code. */
export function CodeStep() {
  const { t } = useWords()
  const client = useQueryClient()
  const [kind, setKind] = useState<'code' | 'recovery'>('code')
  const form = useForm(async (field) => {
    await api.post('/api/v1/session/code', { code: field('code') })
    await client.invalidateQueries({ queryKey: ['session'] })
  })
  const digits = kind === 'code'
  return (
    <>
      <p className="soft" id="step-hint">
        {t(digits ? 'step.code.hint' : 'step.recovery.hint')}
      </p>
      <form onSubmit={form.submit} className="entry-form">
        <label className="field" key={kind}>
          {t(digits ? 'step.code.field' : 'step.recovery.field')}
          <input
            name="code"
            autoComplete={digits ? 'one-time-code' : 'off'}
            inputMode={digits ? 'numeric' : 'text'}
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={40}
            aria-describedby="step-hint"
            className="entry-code"
            // The person came here to type it: there is nothing before it on the page.
            autoFocus
          />
        </label>
        <FormError of={form.error} />
        <Button primary type="submit" disabled={form.busy}>
          {t('step.continue')}
        </Button>
      </form>
      <p>
        <button type="button" className="link" onClick={() => setKind(digits ? 'recovery' : 'code')}>
          {t(digits ? 'step.code.lost' : 'step.code.phone')}
        </button>
      </p>
    </>
  )
}
