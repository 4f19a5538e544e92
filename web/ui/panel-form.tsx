import { useWords } from '#web/words'
import { type ReactNode, useId } from 'react'
import { Button } from './button.tsx'

interface Props {
  readonly label: string
  /** What the button that sends it says; without it, as `label`. */
  readonly submit?: string
  readonly busy: boolean
  readonly onSend: () => void
  readonly onCancel: () => void
  readonly children: ReactNode
}

/**
 * Asked in the panel of what it is about, not in a dialog. Escape leaves the form alone: what was written must not be lost
 * with the page.
 */
export function PanelForm({ label, submit = label, busy, onSend, onCancel, children }: Props) {
  const { t } = useWords()
  return (
    <form
      className="panel-form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSend()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.stopPropagation()
        onCancel()
      }}
    >
      {children}
      <span className="panel-buttons">
        <Button primary type="submit" disabled={busy}>
          {submit}
        </Button>
        <Button onClick={onCancel}>{t('form.cancel')}</Button>
      </span>
    </form>
  )
}

/** Words that such a form asks for, and why. `wrong` once it was sent without them. */
export function PanelText({
  label,
  value,
  most,
  wrong,
  hint,
  onChange,
}: {
  readonly label: string
  readonly value: string
  /** Characters. */
  readonly most: number
  readonly wrong: boolean
  readonly hint?: string
  readonly onChange: (text: string) => void
}) {
  const why = useId()
  return (
    <>
      <label className="field">
        {label}
        <textarea
          value={value}
          maxLength={most}
          autoFocus
          aria-invalid={wrong}
          {...(hint === undefined ? {} : { 'aria-describedby': why })}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      {hint !== undefined && (
        <p id={why} className={wrong ? 'sev-critical' : 'quiet'}>
          {hint}
        </p>
      )}
    </>
  )
}
