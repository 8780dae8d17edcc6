import { AppError } from '@hilo/protocol'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { queryClient } from './api/query-client.ts'
import { sessionQuery } from './api/session.ts'
import { parseInboxSearch } from './pages/inbox/filter.ts'
import { PageFailure, PageNotFound } from './pages/shell/Failure.tsx'

const rootRoute = createRootRoute({ errorComponent: PageFailure, notFoundComponent: PageNotFound })

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ next }: Record<string, unknown>): { next?: string } => ({ next: localPath(next) }),
  component: lazyRouteComponent(() => import('./pages/sign-in/SignInPage.tsx'), 'SignInPage'),
})

/** Everything below it needs a member; without one it leads to the sign-in page and back. */
const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery)
    } catch (error) {
      const isStranger = error instanceof AppError && error.code === 'not_authenticated'
      throw isStranger ? redirect({ to: '/sign-in', search: { next: location.href } }) : error
    }
  },
  component: lazyRouteComponent(() => import('./pages/shell/Shell.tsx'), 'Shell'),
})

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox' })
  },
})

const inboxRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/inbox',
  validateSearch: parseInboxSearch,
  component: lazyRouteComponent(() => import('./pages/inbox/InboxPage.tsx'), 'InboxPage'),
})

// The page reads the id from the address and keeps its panes; this route only gives the address its shape.
const conversationRoute = createRoute({ getParentRoute: () => inboxRoute, path: '$conversationId' })

const playgroundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/playground',
  component: lazyRouteComponent(() => import('./pages/playground/PlaygroundPage.tsx'), 'PlaygroundPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    appRoute.addChildren([homeRoute, inboxRoute.addChildren([conversationRoute]), playgroundRoute]),
  ]),
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

/** Only a path of this site: an address from outside must not lead a member elsewhere after signing in. */
function localPath(next: unknown): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined
}
