import { SEVERITIES } from '#model'
import { PanelForm } from '#web/ui'
import { useWords } from '#web/words'
import { useState } from 'react'
import { useOpen, wordsOf } from './use-verbs.ts'

/** Opens an incident by hand: what, and how severe; where and whose is said afterwards. */
export function IncidentForm({ onDone }: { onDone: (id: string | undefined) => void }) {
  const { t } = useWords()
  const open = useOpen()
  const [title, setTitle] = useState('')
  const [severity, setSeverity] = useState('medium')
  const [asked, setAsked] = useState(false)
  const empty = title.trim() === ''
  function send(): void {
    setAsked(true)
    if (!empty) open.mutate({ title: title.trim(), severity }, { onSuccess: ({ id }) => onDone(id) })
  }
  return (
    <PanelForm label={t('incident.open')} busy={open.isPending} onSend={send} onCancel={() => onDone(undefined)}>
      <h2>{t('incident.open')}</h2>
      <label className="field">
        {t('incident.title')}
        <input
          value={title}
          maxLength={300}
          autoFocus
          aria-invalid={asked && empty}
          aria-describedby="incident-title-why"
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <p id="incident-title-why" className={asked && empty ? 'sev-critical' : 'quiet'}>
        {t('incident.title.why')}
      </p>
      <label className="field">
        {t('event.severity')}
        <select value={severity} onChange={(event) => setSeverity(event.target.value)}>
          {SEVERITIES.map((one) => (
            <option key={one} value={one}>
              {t(`severity.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {open.error && (
        <p role="alert" className="sev-critical">
          {wordsOf(open.error, t('state.unreachable'))}
        </p>
      )}
    </PanelForm>
  )
}
