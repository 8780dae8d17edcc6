import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { onSignedOut, queryClient } from './api/query-client.ts'
import { journalQuery } from './api/runs.ts'
import { timelineQuery } from './api/timeline.ts'
import { appRoute, rootRoute, signInRoute } from './app-route.ts'
import { knowledgeRoutes } from './knowledge-routes.ts'
import { parseFiguresSearch } from './pages/answer-figures/search.ts'
import { parseBackendSearch } from './pages/backends/tab.ts'
import { parseInboxSearch } from './pages/inbox/filter.ts'
import { parseConnectSearch } from './pages/inbox-settings/connect-search.ts'
import { parseInboxSettings } from './pages/inbox-settings/tab.ts'
import { parseLogSearch } from './pages/log/filter.ts'
import { parseRunSearch } from './pages/run/filter.ts'
import { testRoutes } from './test-routes.ts'
import { toolRoutes } from './tool-routes.ts'

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
const conversationRoute = createRoute({
  getParentRoute: () => inboxRoute,
  path: '$conversationId',
  // Hovering a row is enough: the thread is there before it is opened. Nothing waits for it.
  loader: ({ params }) => void queryClient.prefetchQuery(timelineQuery(params.conversationId)),
})

const runsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/runs',
  validateSearch: parseRunSearch,
  component: lazyRouteComponent(() => import('./pages/run/RunsPage.tsx'), 'RunsPage'),
})

// Not nested in the list: the page stands alone.
const runRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/runs/$runId',
  validateSearch: ({ thread }: Record<string, unknown>): { thread?: true } =>
    thread === true ? { thread } : {},
  loader: ({ params }) => void queryClient.prefetchQuery(journalQuery(params.runId)),
  component: lazyRouteComponent(() => import('./pages/run/RunPage.tsx'), 'RunPage'),
})

const logRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/log',
  validateSearch: parseLogSearch,
  component: lazyRouteComponent(() => import('./pages/log/LogPage.tsx'), 'LogPage'),
})

const playgroundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/playground',
  component: lazyRouteComponent(() => import('./pages/playground/PlaygroundPage.tsx'), 'PlaygroundPage'),
})

const backendsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/backends',
  component: lazyRouteComponent(() => import('./pages/backends/BackendsPage.tsx'), 'BackendsPage'),
})

const backendRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/backends/$name',
  validateSearch: parseBackendSearch,
  component: lazyRouteComponent(() => import('./pages/backends/BackendPage.tsx'), 'BackendPage'),
})

const answersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/answers',
  validateSearch: parseFiguresSearch,
  component: lazyRouteComponent(
    () => import('./pages/answer-figures/AnswerFiguresPage.tsx'),
    'AnswerFiguresPage',
  ),
})

const broadcastsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/broadcasts',
  component: lazyRouteComponent(() => import('./pages/broadcasts/BroadcastsPage.tsx'), 'BroadcastsPage'),
})

const newBroadcastRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/broadcasts/new',
  component: lazyRouteComponent(() => import('./pages/broadcasts/NewBroadcastPage.tsx'), 'NewBroadcastPage'),
})

const broadcastRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/broadcasts/$broadcastId',
  component: lazyRouteComponent(() => import('./pages/broadcasts/BroadcastPage.tsx'), 'BroadcastPage'),
})

const inboxesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/inboxes',
  component: lazyRouteComponent(() => import('./pages/settings/InboxesPage.tsx'), 'InboxesPage'),
})

const connectRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/inboxes/connect',
  validateSearch: parseConnectSearch,
  component: lazyRouteComponent(() => import('./pages/inbox-settings/ConnectPage.tsx'), 'ConnectPage'),
})

// Not nested in the list: the page stands alone.
const inboxSettingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/inboxes/$inboxId',
  validateSearch: parseInboxSettings,
  component: lazyRouteComponent(
    () => import('./pages/inbox-settings/InboxSettingsPage.tsx'),
    'InboxSettingsPage',
  ),
})

const alarmsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/alarms',
  component: lazyRouteComponent(() => import('./pages/alarms/AlarmsPage.tsx'), 'AlarmsPage'),
})

const templatesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/templates',
  component: lazyRouteComponent(() => import('./pages/settings/TemplatesPage.tsx'), 'TemplatesPage'),
})

const templateEditorRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/templates/$inboxId/$templateId',
  component: lazyRouteComponent(
    () => import('./pages/templates/TemplateEditorPage.tsx'),
    'TemplateEditorPage',
  ),
})

const tagsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/tags',
  component: lazyRouteComponent(() => import('./pages/settings/TagsPage.tsx'), 'TagsPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./pages/settings/ApiKeysPage.tsx'), 'ApiKeysPage'),
})

const instructionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai/instructions',
  validateSearch: ({ inbox }: Record<string, unknown>): { inbox?: string } =>
    typeof inbox === 'string' ? { inbox } : {},
  component: lazyRouteComponent(
    () => import('./pages/ai-instructions/InstructionsPage.tsx'),
    'InstructionsPage',
  ),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    appRoute.addChildren([
      homeRoute,
      inboxRoute.addChildren([conversationRoute]),
      runsRoute,
      runRoute,
      logRoute,
      playgroundRoute,
      backendsRoute,
      backendRoute,
      answersRoute,
      broadcastsRoute,
      newBroadcastRoute,
      broadcastRoute,
      ...knowledgeRoutes,
      inboxesRoute,
      connectRoute,
      inboxSettingsRoute,
      alarmsRoute,
      templatesRoute,
      templateEditorRoute,
      tagsRoute,
      apiKeysRoute,
      instructionsRoute,
      ...toolRoutes,
      ...testRoutes,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
})

onSignedOut(() => {
  const { href, pathname } = router.state.location
  if (pathname !== '/sign-in') void router.navigate({ to: '/sign-in', search: { next: href } })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
