import type {
  Article,
  ArticleKind,
  ArticleWords,
  api,
  ContractBody,
  ContractReturns,
  Id,
  Knowledge,
} from '@hilo/protocol'
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
} from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { type ArticleFilter, keys, type QuestionFilter } from './keys.ts'
import { queryClient } from './query-client.ts'

/** A calibration takes a moment, and no frame tells of its end. */
const FOLLOW_MS = 2_000

/** How much is known, and from which evidence on it answers. */
export function useKnowledge() {
  return useQuery({
    queryKey: keys.knowledgeFigures,
    queryFn: ({ signal }) => request(endpoints.readKnowledge, {}, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.isCalibrating ? FOLLOW_MS : false),
  })
}

export function useCalibrate() {
  return useMutation({
    mutationFn: () => request(endpoints.calibrateNow, {}),
    onSuccess: (figures: Knowledge) => queryClient.setQueryData(keys.knowledgeFigures, figures),
  })
}

/** The articles, page by page; others write them too, so that what is shown is asked for again. */
export function useArticles(filter: ArticleFilter) {
  return useInfiniteQuery({
    queryKey: keys.articleList(filter),
    queryFn: ({ signal, pageParam: after }) =>
      request(endpoints.listArticles, { query: { ...filter, ...(after && { after }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** Questions with their answers, page by page. */
export function useQuestions(filter: QuestionFilter) {
  return useInfiniteQuery({
    queryKey: keys.questionList(filter),
    queryFn: ({ signal, pageParam: after }) =>
      request(endpoints.listQuestions, { query: { ...filter, ...(after && { after }) } }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

/** An article as it is now: read again whenever somebody comes back to it. */
export function useArticle(articleId: Id | null) {
  return useQuery({
    ...articleQuery(articleId as Id),
    queryKey: keys.article(articleId ?? 'new'),
    enabled: articleId !== null,
    refetchOnWindowFocus: true,
  })
}

/** The same once. */
export function readArticle(articleId: Id): Promise<Article> {
  return queryClient.fetchQuery(articleQuery(articleId))
}

function articleQuery(articleId: Id) {
  return queryOptions({
    queryKey: keys.article(articleId),
    queryFn: ({ signal }) => request(endpoints.getArticle, { params: { articleId } }, signal),
    staleTime: 0,
  })
}

export function useArticleVersions(articleId: Id) {
  return useQuery({
    queryKey: keys.articleVersions(articleId),
    queryFn: ({ signal }) =>
      request(endpoints.listArticleVersions, { params: { articleId } }, signal).then((all) => all.versions),
    staleTime: 0,
  })
}

type New = { words: ArticleWords; kind: ArticleKind; clientId: string; variantOf: Id | undefined }

export function useCreateArticle() {
  return useMutation({
    mutationFn: ({ words, kind, clientId, variantOf }: New) =>
      request(endpoints.createArticle, {
        body: { ...words, kind, clientId, ...(variantOf && { variantOf }) },
      }),
    onSuccess: keep,
  })
}

type Change = { articleId: Id; words: ArticleWords; expect: number }

export function useUpdateArticle() {
  return useMutation({
    mutationFn: ({ articleId, words, expect }: Change) =>
      request(endpoints.updateArticle, { params: { articleId }, body: { ...words, expect } }),
    onSuccess: keep,
    onError: refresh,
  })
}

type Publish = { articleId: Id; version: number | null; expect: number }

/** Lets a version answer, or none. */
export function usePublishArticle() {
  return useMutation({
    mutationFn: ({ articleId, version, expect }: Publish) =>
      request(endpoints.publishArticle, { params: { articleId }, body: { version, expect } }),
    onSuccess: keep,
    onError: refresh,
  })
}

/** Says that an article is what the one says that it was written from. */
export function useFollowArticle() {
  return useMutation({
    mutationFn: (articleId: Id) => request(endpoints.followArticle, { params: { articleId } }),
    onSuccess: keep,
  })
}

export function useDeleteArticle() {
  return useMutation({
    mutationFn: (articleId: Id) => request(endpoints.deleteArticle, { params: { articleId } }),
    onSuccess: (_, articleId) => {
      queryClient.removeQueries({ queryKey: keys.article(articleId) })
      refresh()
    },
  })
}

export type NewQuestions = ContractBody<typeof api.createQuestions>

export function useCreateQuestions() {
  return useMutation({
    mutationFn: (body: NewQuestions) => request(endpoints.createQuestions, { body }),
    onSuccess: refresh,
  })
}

export type AskedQuestion = ContractBody<typeof api.testQuestion>

/** What it finds now; asked again whenever somebody comes back to it, and never without words. */
export function useTestedQuestion(asked: AskedQuestion) {
  return useQuery(testedQuery(asked))
}

type Tested = ContractReturns<typeof api.testQuestion>

/** The same of several, in their order; undefined while one is not known, null where it cannot be. */
export function useTestedQuestions(asked: readonly AskedQuestion[]): (Tested | null | undefined)[] {
  return useQueries({ queries: asked.map(testedQuery), combine: known })
}

function known(queries: readonly { data: Tested | undefined; isError: boolean }[]) {
  return queries.map(({ data, isError }) => data ?? (isError ? null : undefined))
}

function testedQuery(asked: AskedQuestion) {
  return queryOptions({
    queryKey: keys.tested(asked),
    queryFn: ({ signal }) => request(endpoints.testQuestion, { body: asked }, signal),
    enabled: asked.question !== '',
    staleTime: 0,
  })
}

/** What a contact would be answered; a model may be asked for it, so only on demand. */
export function useTryAnswer() {
  return useMutation({
    mutationFn: (body: ContractBody<typeof api.tryAnswer>) => request(endpoints.tryAnswer, { body }),
  })
}

function keep(article: Article): void {
  queryClient.setQueryData(keys.article(article.id), article)
  refresh()
}

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: keys.knowledge })
}
