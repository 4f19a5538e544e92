import { type RefObject, useState } from 'react'
import { useKeys } from './use-keys.ts'

interface Of {
  /** What the list shows, in its order. */
  readonly shown: readonly { readonly id: string }[]
  readonly id: string | undefined
  readonly open: (id: string) => void
  readonly back: () => void
  /** The attribute that names a row's element. */
  readonly row: string
  readonly field: RefObject<HTMLInputElement | null>
  /** Keys of the page's own. */
  readonly more?: Readonly<Record<string, () => void>>
}

/** The keys of a list with a detail beside it: j and k move, / searches, Esc leads back to the row, ? tells the keys. */
export function useListKeys({ shown, id, open, back, row, field, more }: Of) {
  const [help, setHelp] = useState(false)
  const rowOf = (one: string): HTMLElement | null => document.querySelector(`[${row}="${CSS.escape(one)}"]`)
  const step = (by: number): void => {
    const at = shown.findIndex((one) => one.id === id)
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + by))]
    if (!next) return
    open(next.id)
    rowOf(next.id)?.focus()
  }
  const leave = (): void => {
    if (document.activeElement === field.current) return field.current?.blur()
    const from = id === undefined ? null : rowOf(id)
    back()
    // On a phone the list is out of reach until the detail has gone.
    requestAnimationFrame(() => from?.focus())
  }
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    '/': () => field.current?.focus(),
    '?': () => setHelp(true),
    Escape: leave,
    ...more,
  })
  return { leave, help, closeHelp: () => setHelp(false) }
}
