import { SCREENS } from '#screens'
import { InvitationPage } from '#web/session'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { Broken, Fallen, Missing } from './broken.tsx'
import { SignIn } from './sign-in.tsx'

/** What a page keeps in its address: plain texts, so that a bookmark is a saved view. */
export type Search = Readonly<Record<string, string | undefined>>

function texts(search: Record<string, unknown>): Search {
  return Object.fromEntries(
    Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

const root = createRootRoute({ notFoundComponent: Missing, errorComponent: Fallen, validateSearch: texts })
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/moi/$secret',
  component: function Invitation() {
    return <InvitationPage secret={invitation.useParams().secret} />
  },
})
const signIn = createRoute({ getParentRoute: () => root, path: '/dang-nhap', component: SignIn })
const figures = createRoute({
  getParentRoute: () => root,
  path: '/cong-khai',
  component: lazyRouteComponent(() => import('#web/publication'), 'PublicPage'),
})
const station = createRoute({
  getParentRoute: () => root,
  path: '/cong-khai/$asset',
  component: lazyRouteComponent(() => import('#web/publication'), 'StationPage'),
})
// A part of its own: who reads a public page does not fetch the desk.
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
})
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
// The choice is a child without a face: opening it keeps the list, its place and its focus.
const alert = createRoute({ getParentRoute: () => alerts, path: '$id' })
const incidents = createRoute({
  getParentRoute: () => frame,
  path: '/su-co',
  component: lazyRouteComponent(() => import('#web/incident'), 'IncidentPage'),
})
const incident = createRoute({ getParentRoute: () => incidents, path: '$id' })
const events = createRoute({
  getParentRoute: () => frame,
  path: '/su-kien',
  component: lazyRouteComponent(() => import('#web/event'), 'EventPage'),
})
const event = createRoute({ getParentRoute: () => events, path: '$id' })
const sources = createRoute({
  getParentRoute: () => frame,
  path: '/nguon-du-lieu',
  component: lazyRouteComponent(() => import('#web/source'), 'SourcePage'),
})
const screens = SCREENS.map(({ path, load }) =>
  createRoute({
    getParentRoute: () => frame,
    path,
    component: lazyRouteComponent(async () => ({ default: await load() })),
  }),
)
const account = createRoute({
  getParentRoute: () => frame,
  path: '/tai-khoan',
  component: lazyRouteComponent(() => import('#web/person'), 'AccountPage'),
})
const administration = createRoute({
  getParentRoute: () => frame,
  path: '/quan-tri',
  component: lazyRouteComponent(() => import('#web/person'), 'AdministrationPage'),
})
const source = createRoute({ getParentRoute: () => sources, path: '$id' })

export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([
      invitation,
      signIn,
      figures,
      station,
      frame.addChildren([
        operations,
        alerts.addChildren([alert]),
        incidents.addChildren([incident]),
        events.addChildren([event]),
        sources.addChildren([source]),
        ...screens,
        account,
        administration,
      ]),
    ]),
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
