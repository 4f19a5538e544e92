import type { ButtonHTMLAttributes } from 'react'

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  primary?: boolean
  small?: boolean
  /** Who may, in words: the button stays visible, dashed, and does nothing. */
  refused?: string | undefined
  /** The key that does the same. */
  shortcut?: string
}

export function Button({ primary, small, refused, shortcut, children, onClick, className = '', ...rest }: Props) {
  const look = `button ${primary && !refused ? 'primary' : ''} ${small ? 'small' : ''} ${className}`
  return (
    <button
      type="button"
      {...rest}
      className={look}
      aria-disabled={refused !== undefined}
      onClick={refused === undefined ? onClick : (event) => event.preventDefault()}
    >
      {refused ?? children}
      {shortcut && refused === undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  )
}
