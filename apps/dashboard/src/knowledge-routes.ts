import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { appRoute } from './app-route.ts'
import { pageOf, parseAiSearch } from './pages/ai/search.ts'
import {
  parseArticleFilter,
  parseNewArticle,
  parseQuestionFilter,
  parseTestSearch,
  parseTogether,
} from './pages/knowledge/filter.ts'

const knowledgeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge',
  validateSearch: parseArticleFilter,
  component: lazyRouteComponent(() => import('./pages/knowledge/ArticlesPage.tsx'), 'ArticlesPage'),
})

// Not nested in the list: each stands alone.
const articleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/articles/$articleId',
  validateSearch: parseNewArticle,
  component: lazyRouteComponent(() => import('./pages/knowledge/ArticlePage.tsx'), 'ArticlePage'),
})

const togetherRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/together',
  validateSearch: parseTogether,
  component: lazyRouteComponent(() => import('./pages/knowledge/TogetherPage.tsx'), 'TogetherPage'),
})

const questionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/questions',
  validateSearch: parseQuestionFilter,
  component: lazyRouteComponent(() => import('./pages/knowledge/QuestionsPage.tsx'), 'QuestionsPage'),
})

const gapsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/gaps',
  component: lazyRouteComponent(() => import('./pages/knowledge/GapsPage.tsx'), 'GapsPage'),
})

const linksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/links',
  component: lazyRouteComponent(() => import('./pages/knowledge/LinksPage.tsx'), 'LinksPage'),
})

const testRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/test',
  validateSearch: parseTestSearch,
  component: lazyRouteComponent(() => import('./pages/knowledge/TestPage.tsx'), 'TestPage'),
})

const sourcesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/sources',
  component: lazyRouteComponent(() => import('./pages/sources/SourcesPage.tsx'), 'SourcesPage'),
})

const newSourceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/sources/new',
  component: lazyRouteComponent(() => import('./pages/sources/NewSourcePage.tsx'), 'NewSourcePage'),
})

const sourceRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/knowledge/sources/$sourceId',
  component: lazyRouteComponent(() => import('./pages/sources/SourcePage.tsx'), 'SourcePage'),
})

const aiRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/ai',
  validateSearch: parseAiSearch,
  beforeLoad: ({ search }) => {
    const page = pageOf(search.tab)
    if (page) throw redirect({ ...page, replace: true })
  },
  component: lazyRouteComponent(() => import('./pages/ai/AiPage.tsx'), 'AiPage'),
})

/** The pages of what an org knows, and of who writes for it. */
export const knowledgeRoutes = [
  knowledgeRoute,
  articleRoute,
  togetherRoute,
  questionsRoute,
  sourcesRoute,
  newSourceRoute,
  sourceRoute,
  gapsRoute,
  linksRoute,
  testRoute,
  aiRoute,
] as const
