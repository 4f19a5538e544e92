import { type RefObject, useState } from 'react'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly field: RefObject<HTMLInputElement | null>
}

/**
 * Keeps its own text and tells it on: the address follows a moment later, and an input method that is composing a
 * Vietnamese letter must not have the field written under its hands.
 */
export function SearchField({ label, value, onChange, field }: Props) {
  const [text, setText] = useState(value)
  const [told, setTold] = useState(value)
  const [writing, setWriting] = useState(false)
  // The address changed by itself: back, a link, a cleared filter.
  if (value !== told) {
    setTold(value)
    if (!writing) setText(value)
  }
  return (
    <input
      ref={field}
      className="search"
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onFocus={() => setWriting(true)}
      onBlur={() => setWriting(false)}
      onChange={(event) => {
        setText(event.target.value)
        onChange(event.target.value)
      }}
    />
  )
}
