import type { Permission } from '#model'
import { SCREENS } from '#screens'
import { useSession } from '#web/session'
import {
  IconBell,
  IconFlame,
  IconMap2,
  IconPlugConnected,
  IconTimelineEvent,
  IconUserShield,
} from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'

/** The pages that exist, in the order of the rail: the house's own, and among them the services' screens. */
const PAGES = [
  { path: '/', word: 'page.operations', short: 'page.operations', icon: IconMap2 },
  { path: '/canh-bao', word: 'page.alerts', short: 'page.alerts', icon: IconBell },
  { path: '/su-co', word: 'page.incidents', short: 'page.incidents', icon: IconFlame },
  { path: '/su-kien', word: 'page.events', short: 'page.events', icon: IconTimelineEvent },
  ...SCREENS,
  { path: '/nguon-du-lieu', word: 'page.sources', short: 'page.sources.short', icon: IconPlugConnected },
  { path: '/quan-tri', word: 'page.administration', short: 'page.administration', icon: IconUserShield },
] as const
type RailPage = (typeof PAGES)[number]

/** The own account has no place on the rail: it is opened from the person's menu. */
const ACCOUNT = { path: '/tai-khoan', word: 'page.account' } as const

/** The pages that the person may open: the security officer sees no figure, most others no grants. */
export function usePages(): readonly RailPage[] {
  const permissions = useSession().session?.permissions ?? []
  return PAGES.filter(({ path }) => permissions.includes(needs(path)))
}

/** The page that the address names. */
export function usePage(): RailPage | typeof ACCOUNT {
  const { pathname } = useLocation()
  if (pathname.startsWith(ACCOUNT.path)) return ACCOUNT
  return PAGES.find(({ path }) => (path === '/' ? pathname === '/' : pathname.startsWith(path))) ?? PAGES[0]
}

function needs(path: string): Permission {
  return path === '/quan-tri' ? 'access.review' : 'read'
}
