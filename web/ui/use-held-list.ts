import { useRef, useState } from 'react'
import { held } from './hold.ts'

interface Held {
  readonly order: readonly string[]
  readonly view: string
}

/**
 * Holds a list still while the reader's pointer or focus is in it; `props` go on the list's element. `known` is
 * everything there is, for rows that leave `items` under the reader's eye; another `view` (a filter, a search) is a
 * wish to see other rows.
 */
export function useHeldList<Item extends { readonly id: string }>(
  items: readonly Item[],
  { known, view = '' }: { known?: readonly Item[]; view?: string } = {},
) {
  const inside = useRef({ pointer: false, focus: false })
  const [kept, setKept] = useState<Held | null>(null)
  const now = (): Held => ({ order: items.map((item) => item.id), view })
  if (kept !== null && kept.view !== view) setKept(now())

  const hold = (): void => {
    // An empty list has nothing that could move.
    if (items.length > 0) setKept((before) => before ?? now())
  }
  const release = (): void => setKept(null)
  const leave = (): void => {
    if (!inside.current.pointer && !inside.current.focus) release()
  }
  const pointer = (): void => {
    inside.current.pointer = true
    hold()
  }
  return {
    ...held(items, kept?.view === view ? kept.order : null, known),
    /** Shows what is waiting. */
    release,
    props: {
      onPointerEnter: pointer,
      onPointerMove: pointer,
      onPointerLeave: () => {
        inside.current.pointer = false
        leave()
      },
      onFocus: () => {
        inside.current.focus = true
        hold()
      },
      onBlur: (event: { currentTarget: Element; relatedTarget: EventTarget | null }) => {
        inside.current.focus = event.currentTarget.contains(event.relatedTarget as Node | null)
        leave()
      },
    },
  }
}
