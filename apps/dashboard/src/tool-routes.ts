import type { Id, ToolCallStatus } from '@hilo/protocol'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { ToolCallFilter } from './api/keys.ts'
import { appRoute } from './app-route.ts'
import { TOOL_CALL_STATUSES } from './pages/ai-tools/statuses.ts'

const toolsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai/tools',
  component: lazyRouteComponent(() => import('./pages/ai-tools/ToolsPage.tsx'), 'ToolsPage'),
})

const toolRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai/tools/$toolId',
  component: lazyRouteComponent(() => import('./pages/ai-tools/ToolPage.tsx'), 'ToolPage'),
})

const backendToolRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai/tools/code/$backend/$name',
  component: lazyRouteComponent(() => import('./pages/ai-tools/BackendToolPage.tsx'), 'BackendToolPage'),
})

const toolCallsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai/tool-calls',
  validateSearch: ({ tool, status, conversation }: Record<string, unknown>): ToolCallFilter => ({
    ...(typeof tool === 'string' && { tool }),
    ...(TOOL_CALL_STATUSES.some((one) => one === status) && { status: status as ToolCallStatus }),
    ...(typeof conversation === 'string' && { conversation: conversation as Id }),
  }),
  component: lazyRouteComponent(() => import('./pages/ai-tools/ToolCallsPage.tsx'), 'ToolCallsPage'),
})

/** What AI may have done, and what it did. */
export const toolRoutes = [toolsRoute, toolRoute, backendToolRoute, toolCallsRoute] as const
