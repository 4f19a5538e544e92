import { useState } from 'react'
import { held } from './hold.ts'

/** Holds a list still while the reader's pointer or focus is in it; `props` go on the list's element. */
export function useHeldList<Item extends { readonly id: string }>(items: readonly Item[]) {
  const [order, setOrder] = useState<readonly string[] | null>(null)
  const hold = (): void => setOrder((before) => before ?? items.map((item) => item.id))
  const release = (): void => setOrder(null)
  return {
    ...held(items, order),
    release,
    props: {
      onPointerEnter: hold,
      onPointerLeave: release,
      onFocus: hold,
      onBlur: (event: { currentTarget: Element; relatedTarget: EventTarget | null }) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) release()
      },
    },
  }
}
