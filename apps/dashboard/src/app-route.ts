import { AppError } from '@hilo/protocol'
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { queryClient } from './api/query-client.ts'
import { sessionQuery } from './api/session.ts'
import { currentWords } from './i18n/language.ts'
import { PageFailure, PageNotFound } from './pages/shell/Failure.tsx'
import { ShellSkeleton } from './pages/shell/ShellSkeleton.tsx'
import { localPath, pageOfUsedLink, type SignInSearch, searchFor } from './pages/sign-in/next.ts'
import { toast } from './ui/toast.ts'

export const rootRoute = createRootRoute({ errorComponent: PageFailure, notFoundComponent: PageNotFound })

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: ({ next, link }: Record<string, unknown>): SignInSearch => ({
    next: localPath(next),
    link: link === 'used' ? link : undefined,
  }),
  component: lazyRouteComponent(() => import('./pages/sign-in/SignInPage.tsx'), 'SignInPage'),
})

/** Everything below it needs a member; without one it leads to the sign-in page and back. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery)
    } catch (error) {
      const isStranger = error instanceof AppError && error.code === 'not_authenticated'
      throw isStranger ? redirect({ to: '/sign-in', search: searchFor(location.href) }) : error
    }
    const page = pageOfUsedLink(location.href)
    if (page === null) return
    toast({ tone: 'plain', title: currentWords().words.signIn.linkUsedInside })
    throw redirect({ href: page, replace: true })
  },
  pendingComponent: ShellSkeleton,
  component: lazyRouteComponent(() => import('./pages/shell/Shell.tsx'), 'Shell'),
})
