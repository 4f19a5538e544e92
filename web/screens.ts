import { IconWind } from '@tabler/icons-react'

/**
 * The services that have a screen of their own, in the order of the rail: one line each. A screen is loaded when its
 * page is opened, and this file is the only one that reaches it.
 */
export const SCREENS = [
  {
    path: '/moi-truong',
    word: 'page.environment',
    short: 'page.environment.short',
    icon: IconWind,
    load: async () => (await import('#screens/environment')).EnvironmentPage,
  },
] as const
