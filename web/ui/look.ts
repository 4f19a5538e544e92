import { useSyncExternalStore } from 'react'

export type Theme = 'dark' | 'light'

const KEPT = 'serepok-theme'
const PHONE = '(max-width: 640px)'
const LIGHT = '(prefers-color-scheme: light)'
const told = new Set<() => void>()

/** Pages for everybody. */
const PUBLIC = /^\/cong-khai(\/|$)/

/** What the reader chose; else dark on a desk, and on a phone as the phone is. */
export function themeOf(kept: string | null, phone: boolean, light: boolean): Theme {
  if (kept === 'dark' || kept === 'light') return kept
  return phone && light ? 'light' : 'dark'
}

function dress(): void {
  const { dataset } = document.documentElement
  const phone = matchMedia(PHONE).matches
  const open = PUBLIC.test(location.pathname)
  // A public page is light unless the reader's system is dark; what was chosen at a desk is the desk's.
  const theme = themeOf(open ? null : localStorage.getItem(KEPT), phone || open, matchMedia(LIGHT).matches)
  dataset['density'] = phone ? 'phone' : 'desk'
  if (dataset['theme'] === theme) return
  dataset['theme'] = theme
  for (const tell of told) tell()
}

/** Before the first page is drawn: colours and density, and again whenever the window or the phone changes. */
export function startLook(): void {
  for (const query of [PHONE, LIGHT]) matchMedia(query).addEventListener('change', dress)
  addEventListener('storage', dress)
  dress()
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme)
  dress()
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (tell) => {
      told.add(tell)
      return () => told.delete(tell)
    },
    () => (document.documentElement.dataset['theme'] === 'light' ? 'light' : 'dark'),
  )
}
