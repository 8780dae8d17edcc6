import type { ArticleSummary, Id } from '@hilo/protocol'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

const READ_MAX = 200
const FOLLOW_MS = 15_000

/**
 * What is newly written for contacts and has never answered, or what of one source has not, for whomever: at
 * most 200 drafts and as many changes.
 */
export function useUnpublished(sourceId: Id | null) {
  const which = sourceId === null ? { audience: 'public' as const } : { sourceId }
  return useQuery({
    queryKey: keys.unpublishedOf(sourceId),
    queryFn: async ({ signal }) => {
      const read = (status: 'draft' | 'changed') =>
        request(
          endpoints.listArticles,
          // What answered once was taken out by somebody, or by its site: it does not come back unasked.
          { query: { status, ...which, hasAnswered: 'false', limit: READ_MAX } as const },
          signal,
        )
      const [drafts, changed] = await Promise.all([read('draft'), read('changed')])
      return {
        drafts: [...drafts.articles, ...changed.articles],
        hasMore: drafts.next !== null || changed.next !== null,
      }
    },
    staleTime: 0,
    // What is there when the page opens is chosen: not what was there when it was open before.
    gcTime: 0,
    refetchOnWindowFocus: true,
    // Whoever rewrites one of them meanwhile changes what was chosen.
    refetchInterval: FOLLOW_MS,
  })
}

/** Whether anything of it is there, which a list says at once. */
export function useHasUnpublished(): boolean {
  const { data = false } = useQuery({
    queryKey: keys.hasUnpublished,
    queryFn: async ({ signal }) => {
      const one = (status: 'draft' | 'changed') =>
        request(
          endpoints.listArticles,
          { query: { status, audience: 'public', hasAnswered: 'false', limit: 1 } as const },
          signal,
        )
      const [drafts, changed] = await Promise.all([one('draft'), one('changed')])
      return drafts.articles.length + changed.articles.length > 0
    },
  })
  return data
}

/** The articles that an evaluation tried together; null: there is none to begin with. */
export function useTriedTogether(evaluationId: Id | null) {
  return useQuery({
    queryKey: keys.evaluation(evaluationId ?? ''),
    enabled: evaluationId !== null,
    retry: false,
    queryFn: ({ signal }) =>
      request(endpoints.getEvaluation, { params: { evaluationId: evaluationId ?? '' } }, signal),
  })
}

/** What answers of an article, null where nothing does, and what is written of it. */
export function useDraftDifference({ id: articleId, revision }: Pick<ArticleSummary, 'id' | 'revision'>) {
  return useQuery({
    queryKey: keys.draftDifference(articleId, revision),
    queryFn: async ({ signal }) => {
      const article = await request(endpoints.getArticle, { params: { articleId } }, signal)
      // It was rewritten since the list was read: the list has to say so too.
      if (article.revision !== revision) void queryClient.invalidateQueries({ queryKey: keys.unpublished })
      const { publishedVersion: version, newest } = article
      const query = { version: version ?? 0 }
      const before =
        version === null
          ? null
          : await request(endpoints.getArticleVersion, { params: { articleId }, query }, signal)
      return { before, newest }
    },
  })
}

/** What these have to pass together; what is published beside them changes that too. */
export function useGatesTogether(articles: readonly Pick<ArticleSummary, 'id' | 'revision'>[]) {
  return useQuery({
    queryKey: keys.gatesTogether(articles.map(({ id, revision }) => `${id} ${revision}`)),
    enabled: articles.length > 0,
    staleTime: 0,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) =>
      request(endpoints.listGatesTogether, { body: { articleIds: articles.map(({ id }) => id) } }, signal),
    // What is around it stays where it is while another choice is looked at.
    placeholderData: keepPreviousData,
  })
}

/** Lets the newest versions of articles answer, all or none. */
export function usePublishTogether() {
  return useMutation({
    mutationFn: (articles: { articleId: Id; expect: number }[]) =>
      request(endpoints.publishTogether, { body: { articles } }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: keys.knowledge })
      void queryClient.invalidateQueries({ queryKey: keys.testSets })
      // They say how many of their drafts wait.
      void queryClient.invalidateQueries({ queryKey: keys.sources })
    },
  })
}
