import { InvitationPage } from '#web/session'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Broken, Missing } from './broken.tsx'
import { Frame } from './frame.tsx'

/** What a page keeps in its address: plain texts, so that a bookmark is a saved view. */
export type Search = Readonly<Record<string, string | undefined>>

function texts(search: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

const root = createRootRoute({ notFoundComponent: Missing, errorComponent: Broken, validateSearch: texts })
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/moi/$secret',
  component: function Invitation() {
    return <InvitationPage secret={invitation.useParams().secret} />
  },
})
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame })
const operations = createRoute({
  getParentRoute: () => frame,
  path: '/',
  component: lazyRouteComponent(() => import('#web/operations'), 'OperationsPage'),
})
const alerts = createRoute({
  getParentRoute: () => frame,
  path: '/canh-bao',
  component: lazyRouteComponent(() => import('#web/alert'), 'AlertPage'),
})
const alert = createRoute({
  getParentRoute: () => frame,
  path: '/canh-bao/$id',
  component: lazyRouteComponent(() => import('#web/alert'), 'AlertPage'),
})
const sources = createRoute({
  getParentRoute: () => frame,
  path: '/nguon-du-lieu',
  component: lazyRouteComponent(() => import('#web/source'), 'SourcePage'),
})
const source = createRoute({
  getParentRoute: () => frame,
  path: '/nguon-du-lieu/$id',
  component: lazyRouteComponent(() => import('#web/source'), 'SourcePage'),
})

export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([invitation, frame.addChildren([operations, alerts, alert, sources, source])]),
    // Plain texts both ways: `?lop=x`, not `?lop="x"`.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const kept = Object.entries(search).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
      )
      const text = new URLSearchParams(kept).toString()
      return text === '' ? '' : `?${text}`
    },
    defaultErrorComponent: Broken,
  })
}
