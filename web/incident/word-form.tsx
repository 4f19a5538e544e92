import { Button } from '#web/ui'
import { useWords } from '#web/words'
import { type FormEvent, useState } from 'react'
import type { Act } from './use-verbs.ts'

interface Props {
  readonly verb: 'notes' | 'reopen'
  readonly busy: boolean
  readonly onSend: (act: Act) => void
  readonly onCancel: () => void
}

/** A note, or why it was not over: words that are asked for in the panel, not in a dialog. */
export function WordForm({ verb, busy, onSend, onCancel }: Props) {
  const { t } = useWords()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState(false)
  const empty = text.trim() === ''
  const name = t(verb === 'notes' ? 'incident.note' : 'incident.reopen')
  function send(event: FormEvent): void {
    event.preventDefault()
    setAsked(true)
    if (!empty) onSend({ verb, note: text.trim() })
  }
  return (
    <form
      className="incident-form"
      aria-label={name}
      noValidate
      onSubmit={send}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        onCancel()
      }}
    >
      <label className="field">
        {t(verb === 'notes' ? 'incident.note.text' : 'incident.reopen.text')}
        <textarea
          value={text}
          maxLength={4000}
          autoFocus
          aria-invalid={asked && empty}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <span className="incident-buttons">
        <Button primary type="submit" disabled={busy}>
          {name}
        </Button>
        <Button onClick={onCancel}>{t('alert.resolve.cancel')}</Button>
      </span>
    </form>
  )
}
