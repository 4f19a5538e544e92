import { PanelForm, PanelText } from '#web/ui'
import { useWords } from '#web/words'
import { useState } from 'react'
import type { Act } from './use-verbs.ts'

interface Props {
  readonly verb: 'notes' | 'reopen'
  readonly busy: boolean
  readonly onSend: (act: Act) => void
  readonly onCancel: () => void
}

/** A note, or why it was not over. */
export function WordForm({ verb, busy, onSend, onCancel }: Props) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const empty = text.trim() === ''
  return (
    <PanelForm
      label={t(verb === 'notes' ? 'incident.note' : 'incident.reopen')}
      busy={busy}
      onCancel={onCancel}
      onSend={() => {
        setAsked(true)
        if (!empty) onSend({ verb, note: text.trim() })
      }}
    >
      <PanelText
        label={t(verb === 'notes' ? 'incident.note.text' : 'incident.reopen.text')}
        value={text}
        most={4000}
        wrong={asked && empty}
        onChange={setText}
      />
    </PanelForm>
  )
}
