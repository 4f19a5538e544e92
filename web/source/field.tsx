import { useWords } from '#web/words'
import { useId } from 'react'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
  /** What the centre says is wrong with it. */
  readonly fault?: string | undefined
  readonly kind?: 'text' | 'password' | 'number' | 'lines'
  readonly choices?: readonly { readonly value: string; readonly label: string }[] | undefined
  readonly required?: boolean
  readonly disabled?: boolean
}

/** A labelled field with its hint, and beside it what is wrong. */
export function Field({ label, value, onChange, hint, fault, kind = 'text', choices, required, disabled }: Props) {
  const { t } = useWords()
  const id = useId()
  const said = value.trim() === '' ? t('sources.form.needed') : t('sources.form.wrong', { detail: fault ?? '' })
  const shared = {
    id,
    value,
    disabled,
    required,
    'aria-invalid': fault !== undefined,
    'aria-describedby': `${id}-said`,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {choices ? (
        <select {...shared}>
          {choices.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      ) : kind === 'lines' ? (
        <textarea {...shared} rows={3} />
      ) : (
        <input
          {...shared}
          type={kind === 'password' ? 'password' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          autoComplete={kind === 'password' ? 'new-password' : 'off'}
          spellCheck={false}
        />
      )}
      <span id={`${id}-said`} className={fault === undefined ? 'quiet' : 'sev-critical'}>
        {fault === undefined ? hint : said}
      </span>
    </div>
  )
}
