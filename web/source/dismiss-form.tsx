import type { QuarantinedMessage } from '#model'
import { ErrorLine, PanelForm, PanelText } from '#web/ui'
import { formatNumber, useWords } from '#web/words'
import { useState } from 'react'
import type { useDismiss } from './use-quarantine.ts'

const LEAST = 3

/** Who mends it, and why it is not read. Nothing is deleted. */
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
  const short = note.trim().length < LEAST
  const count = formatNumber(all ? alike : 1, 0, language)

  return (
    <PanelForm
      label={t('quarantine.verdict')}
      submit={t(`quarantine.dismiss.${verdict}`, { count })}
      busy={dismiss.isPending}
      onCancel={onDone}
      onSend={() => {
        setAsked(true)
        const of = all ? { reason: message.reason } : { message: message.id }
        if (!short) dismiss.mutate({ of, verdict, note: note.trim() }, { onSuccess: onDone })
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
      <PanelText
        label={t('quarantine.note')}
        value={note}
        most={500}
        wrong={asked && short}
        hint={t('quarantine.note.why')}
        onChange={setNote}
      />
      {dismiss.error && <ErrorLine error={dismiss.error} />}
    </PanelForm>
  )
}
