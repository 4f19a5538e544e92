import type { QuarantinedMessage } from '#model'
import { Button, ErrorLine } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { type FormEvent, useId, useState } from 'react'
import type { useDismiss } from './use-quarantine.ts'

const LEAST = 3

/** Asked in the panel, not in a dialog: who mends it, and why it is not read. Nothing is deleted. */
export function DismissForm({
  message,
  alike,
  dismiss,
  onDone,
}: {
  message: QuarantinedMessage
  alike: number
  dismiss: ReturnType<typeof useDismiss>['dismiss']
  onDone: () => void
}) {
  const { t, language } = useWords()
  const [verdict, setVerdict] = useState<'returned' | 'ignored'>('returned')
  const [all, setAll] = useState(false)
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const why = useId()
  const short = note.trim().length < LEAST
  const count = formatNumber(all ? alike : 1, 0, language)

  function send(event: FormEvent): void {
    event.preventDefault()
    setAsked(true)
    const of = all ? { reason: message.reason } : { message: message.id }
    if (!short) dismiss.mutate({ of, verdict, note: note.trim() }, { onSuccess: onDone })
  }
  return (
    <form
      className="source-form"
      noValidate
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        onDone()
      }}
    >
      <fieldset className="source-choice">
        <legend>{t('quarantine.verdict')}</legend>
        {(['returned', 'ignored'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="verdict" checked={verdict === one} onChange={() => setVerdict(one)} />{' '}
            {t(`quarantine.verdict.${one}`)}
          </label>
        ))}
        {alike > 1 && (
          <label>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />{' '}
            {t('quarantine.dismiss.alike', { count: formatNumber(alike, 0, language) })}
          </label>
        )}
      </fieldset>
      <label className="field">
        {t('quarantine.note')}
        <textarea
          value={note}
          maxLength={500}
          autoFocus
          aria-invalid={asked && short}
          aria-describedby={why}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <p id={why} className={asked && short ? 'sev-critical' : 'quiet'}>
        {t('quarantine.note.why')}
      </p>
      {dismiss.error && <ErrorLine error={dismiss.error} />}
      <span className="quarantine-verbs">
        <Button type="submit" disabled={dismiss.isPending}>
          {t(`quarantine.dismiss.${verdict}`, { count })}
        </Button>
        <Button onClick={onDone}>{t('sources.form.cancel')}</Button>
      </span>
    </form>
  )
}
