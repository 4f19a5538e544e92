import { useSyncExternalStore } from 'react'

let printing = false
const told = new Set<() => void>()

function set(next: boolean): void {
  printing = next
  for (const tell of told) tell()
}
if (typeof addEventListener === 'function') {
  addEventListener('beforeprint', () => set(true))
  addEventListener('afterprint', () => set(false))
}

/** Whether the page is being put on paper: what stands on paper only is drawn then and no sooner. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell)
      return () => told.delete(tell)
    },
    () => printing,
  )
}
