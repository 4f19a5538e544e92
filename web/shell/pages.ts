import { IconBell, IconMap2, IconPlugConnected } from '@tabler/icons-react'

/** The pages that exist, in the order of the rail. */
export const PAGES = [
  { path: '/', word: 'page.operations', short: 'page.operations', icon: IconMap2 },
  { path: '/canh-bao', word: 'page.alerts', short: 'page.alerts', icon: IconBell },
  { path: '/nguon-du-lieu', word: 'page.sources', short: 'page.sources.short', icon: IconPlugConnected },
] as const
