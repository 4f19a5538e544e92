import type { Evidence, Incident } from '#model'
import { PanelForm, PanelText } from '#web/ui'
import { useWords } from '#web/words'
import { useState } from 'react'
import { useFiles } from './use-incidents.ts'
import type { Act } from './use-verbs.ts'

interface Props {
  readonly incident: Incident
  readonly busy: boolean
  readonly onSend: (act: Act) => void
  readonly onCancel: () => void
}

/** Ends it: what was done, and the files that show it. Without one that proves it the form says what that will look like. */
export function ClosingForm({ incident, busy, onSend, onCancel }: Props) {
  const { t } = useWords()
  const files = useFiles(incident).data ?? []
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState(false)
  const proving = files.filter((file) => file.kind === 'document' || (file.taken_at !== null && file.lat !== null))
  const empty = text.trim() === '' && chosen.size === 0
  function send(): void {
    setAsked(true)
    if (empty) return
    const words: Evidence[] = text.trim() === '' ? [] : [{ kind: 'note', text: text.trim() }]
    const shown = proving
      .filter((file) => chosen.has(file.id))
      .map((file): Evidence => ({ kind: file.kind === 'image' ? 'photo' : 'document', file: file.id }))
    onSend({ verb: 'close', evidence: [...words, ...shown] })
  }
  const toggle = (id: string): void => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <PanelForm label={t('incident.close')} busy={busy} onSend={send} onCancel={onCancel}>
      <PanelText label={t('incident.close.text')} value={text} most={2000} wrong={asked && empty} onChange={setText} />
      {proving.length > 0 && (
        <fieldset>
          <legend>{t('incident.close.files')}</legend>
          {proving.map((file) => (
            <label key={file.id}>
              <input type="checkbox" checked={chosen.has(file.id)} onChange={() => toggle(file.id)} /> {file.name}
            </label>
          ))}
        </fieldset>
      )}
      <p className={asked && empty ? 'sev-critical' : chosen.size === 0 ? 'sev-medium' : 'quiet'}>
        {t(
          asked && empty
            ? 'incident.close.lacking'
            : chosen.size === 0
              ? 'incident.close.word'
              : 'incident.close.proof',
        )}
      </p>
    </PanelForm>
  )
}
