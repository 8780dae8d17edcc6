import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from './app-route.ts'
import { parseNewCase } from './pages/ai-tests/new-case.ts'
import { parseResultFilter } from './pages/ai-tests/result-filter.ts'

const testSetsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai/tests',
  component: lazyRouteComponent(() => import('./pages/ai-tests/TestSetsPage.tsx'), 'TestSetsPage'),
})

const testSetRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai/tests/$setId',
  // What the results were narrowed to goes along, so that it holds for the next one that is opened.
  validateSearch: (search: Record<string, unknown>) => ({
    ...parseNewCase(search),
    ...parseResultFilter(search),
  }),
  component: lazyRouteComponent(() => import('./pages/ai-tests/TestSetPage.tsx'), 'TestSetPage'),
})

const evaluationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai/evaluations/$evaluationId',
  validateSearch: parseResultFilter,
  component: lazyRouteComponent(() => import('./pages/ai-tests/EvaluationPage.tsx'), 'EvaluationPage'),
})

/** Test sets, and what came of them. */
export const testRoutes = [testSetsRoute, testSetRoute, evaluationRoute] as const
