import { useSyncExternalStore } from 'react'

export type Width = 'phone' | 'compact' | 'desk'

function width(): Width {
  if (innerWidth <= 640) return 'phone'
  return innerWidth < 1600 ? 'compact' : 'desk'
}

/** Which of the three page frames fits the window. */
export function useWidth(): Width {
  return useSyncExternalStore((tell) => {
    addEventListener('resize', tell)
    return () => removeEventListener('resize', tell)
  }, width)
}
