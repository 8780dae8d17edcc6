import type { Answer, Id, OpenQuestion, Rating } from '@hilo/protocol'
import { keepPreviousData, queryOptions, useMutation, useQueries, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { type AnswerFilter, keys } from './keys.ts'
import { queryClient } from './query-client.ts'

type Place = { conversationId: Id; messageId: Id }

/** Why a message of AI says what it says. `version`: of the message, which every rating raises. */
export function useAnswer({ conversationId, messageId }: Place, version: number) {
  return useQuery(answerQuery({ conversationId, messageId }, version))
}

/** The same of several messages of one conversation, as far as they are here. */
export function useAnswers(conversationId: Id, messages: readonly { id: Id; version: number }[]): Answer[] {
  return useQueries({
    queries: messages.map(({ id, version }) => answerQuery({ conversationId, messageId: id }, version)),
    combine: loaded,
  })
}

function loaded(queries: readonly { data: Answer | undefined }[]): Answer[] {
  return queries.flatMap(({ data }) => data ?? [])
}

function answerQuery({ conversationId, messageId }: Place, version: number) {
  return queryOptions({
    queryKey: keys.answer(messageId, version),
    queryFn: ({ signal }) => request(endpoints.getAnswer, { params: { conversationId, messageId } }, signal),
    placeholderData: () =>
      queryClient
        .getQueriesData<Answer>({ queryKey: keys.answers(messageId) })
        .map(([, answer]) => answer)
        .findLast((answer) => answer !== undefined),
  })
}

/**
 * What a conversation's contact still waits for. `version`: of its timeline, which every message raises;
 * null: AI left nothing open there.
 */
export function useOpenQuestions(conversationId: Id, version: number | null): OpenQuestion[] {
  const { data } = useQuery({
    queryKey: keys.openQuestions(conversationId, version ?? 0),
    queryFn: ({ signal }) => request(endpoints.listOpenQuestions, { params: { conversationId } }, signal),
    enabled: version !== null,
    placeholderData: keepPreviousData,
  })
  return version === null ? [] : (data?.questions ?? [])
}

type Settle = Pick<OpenQuestion, 'messageId' | 'part'> & { isSettled: boolean }

/** Says that a question is dealt with, or takes that back. */
export async function settleQuestion(conversationId: Id, { messageId, ...body }: Settle): Promise<void> {
  const params = { conversationId, messageId }
  const open = await request(endpoints.settleQuestion, { params, body })
  queryClient.setQueriesData({ queryKey: keys.openQuestionsOf(conversationId) }, open)
}

/** The same for a line that is pressed: not again while it is under way. */
export function useSettleQuestion(
  conversationId: Id,
  on: { done: () => void; failed: (error: Error) => void },
) {
  const mutationKey = [...keys.openQuestionsOf(conversationId), useId()]
  const { mutate, isPending } = useMutation({
    mutationKey,
    mutationFn: (settle: Settle) => settleQuestion(conversationId, settle),
    onSuccess: on.done,
    onError: on.failed,
  })
  // The second of two quick presses comes before the first is drawn.
  const settle = (what: Settle) => queryClient.isMutating({ mutationKey }) === 0 && mutate(what)
  return { settle, isPending }
}

/** Says as a member what an answer is worth; null takes it back. */
export function useRateAnswer({ conversationId, messageId }: Place, version: number) {
  return useMutation({
    mutationFn: (body: { rating: Rating | null; why: string | null }) =>
      request(endpoints.rateAnswer, { params: { conversationId, messageId }, body }),
    onSuccess: (answer) => queryClient.setQueryData(keys.answer(messageId, version), answer),
  })
}

/** A version of an article as it was: it never changes once it was published. */
export function useArticleVersion(articleId: Id, version: number) {
  return useQuery({
    queryKey: keys.articleVersion(articleId, version),
    queryFn: ({ signal }) =>
      request(endpoints.getArticleVersion, { params: { articleId }, query: { version } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What became of the answers of AI. */
export function useAnswerFigures(filter: AnswerFilter) {
  return useQuery({
    queryKey: keys.answerFigures(filter),
    queryFn: ({ signal }) => request(endpoints.getAnswerFigures, { query: filter }, signal),
  })
}
