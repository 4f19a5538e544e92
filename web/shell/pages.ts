import { SCREENS } from '#screens'
import { IconBell, IconMap2, IconPlugConnected } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'

/** The pages that exist, in the order of the rail: the house's own, and among them the services' screens. */
export const PAGES = [
  { path: '/', word: 'page.operations', short: 'page.operations', icon: IconMap2 },
  { path: '/canh-bao', word: 'page.alerts', short: 'page.alerts', icon: IconBell },
  ...SCREENS,
  { path: '/nguon-du-lieu', word: 'page.sources', short: 'page.sources.short', icon: IconPlugConnected },
] as const

/** The page that the address names. */
export function usePage(): (typeof PAGES)[number] {
  const { pathname } = useLocation()
  return PAGES.find(({ path }) => (path === '/' ? pathname === '/' : pathname.startsWith(path))) ?? PAGES[0]
}
