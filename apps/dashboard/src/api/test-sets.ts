import type { Article, Estimate, Id, InstructionPlace, TestSetSettings, TestWords } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { fetchAgain, queryClient } from './query-client.ts'
import { saveText } from './save-text.ts'

/** What AI's answers are tried on, and what came of it. */
export function useTestSets() {
  return useQuery({
    queryKey: keys.testSets,
    queryFn: ({ signal }) => request(endpoints.listTestSets, {}, signal).then(({ sets }) => sets),
  })
}

export function useTestSet(setId: Id) {
  return useQuery({
    queryKey: keys.testSet(setId),
    queryFn: ({ signal }) => request(endpoints.getTestSet, { params: { setId } }, signal),
  })
}

/** What was said in a conversation, up to a message, as a case. */
export function useDraftedCase(said: { conversation: Id; message?: Id } | null) {
  const { conversation: conversationId = '', message: messageId } = said ?? {}
  return useQuery({
    queryKey: keys.draftedCase(conversationId, messageId ?? ''),
    enabled: said !== null,
    retry: false,
    queryFn: ({ signal }) =>
      request(
        endpoints.draftTestCase,
        { params: { conversationId }, query: { ...(messageId && { messageId }) } },
        signal,
      ),
  })
}

export function useEstimate(setId: Id, revision: number) {
  return useQuery<Estimate>({
    queryKey: keys.estimate(setId, revision),
    // Of a case that was saved: what the set came to before stands until it is known anew.
    placeholderData: (before, query) => (query?.queryKey[1] === setId ? before : undefined),
    queryFn: ({ signal }) => request(endpoints.estimateEvaluation, { params: { setId } }, signal),
  })
}

/** What the newest version of an article has to pass; what is published beside it changes that too. */
export function useArticleGates(article: Pick<Article, 'id' | 'revision'> | null) {
  const { id: articleId = '', revision = 0 } = article ?? {}
  return useQuery({
    queryKey: keys.articleGates(articleId, revision),
    enabled: article !== null,
    staleTime: 0,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) =>
      request(endpoints.listArticleGates, { params: { articleId } }, signal).then(({ gates }) => gates),
  })
}

export function useEvaluations(setId: Id) {
  return useQuery({
    queryKey: keys.evaluations(setId),
    queryFn: ({ signal }) =>
      request(endpoints.listEvaluations, { query: { setId } }, signal).then((all) => all.evaluations),
  })
}

export function useEvaluation(evaluationId: Id) {
  return useQuery({
    queryKey: keys.evaluation(evaluationId),
    queryFn: ({ signal }) => request(endpoints.getEvaluation, { params: { evaluationId } }, signal),
  })
}

/** An evaluation went on, began or ended. */
export function refreshTests(): void {
  void fetchAgain(keys.testSets)
}

const refresh = () => queryClient.invalidateQueries({ queryKey: keys.testSets })

export function useCreateSet() {
  return useMutation({
    mutationFn: (body: TestSetSettings & { clientId: string }) => request(endpoints.createTestSet, { body }),
    onSettled: refresh,
  })
}

export function useChangeSet(setId: Id) {
  return useMutation({
    mutationFn: (body: TestSetSettings) => request(endpoints.changeTestSet, { params: { setId }, body }),
    onSettled: refresh,
  })
}

export function useDeleteSet(setId: Id) {
  return useMutation({
    mutationFn: () => request(endpoints.deleteTestSet, { params: { setId } }),
    onSettled: refresh,
  })
}

export function usePutCase(setId: Id) {
  return useMutation({
    mutationFn: ({ caseId, words }: { caseId: Id; words: TestWords }) =>
      request(endpoints.putTestCase, { params: { setId, caseId }, body: words }),
    onSettled: refresh,
  })
}

export function useDeleteCase(setId: Id) {
  return useMutation({
    mutationFn: (caseId: Id) => request(endpoints.deleteTestCase, { params: { setId, caseId } }),
    onSettled: refresh,
  })
}

type File = { format: 'json' | 'csv'; text: string }

export function useImportCases(setId: Id) {
  return useMutation({
    mutationFn: (body: File) => request(endpoints.importTestCases, { params: { setId }, body }),
    onSettled: refresh,
  })
}

/** Saves the cases of a set as a file of the browser. @returns how many the format cannot hold */
export async function saveCases(setId: Id, format: File['format']): Promise<number> {
  const { filename, text, leftOut } = await request(endpoints.exportTestCases, {
    params: { setId },
    query: { format },
  })
  const type = format === 'csv' ? 'text/csv' : 'application/json'
  saveText({ filename, type, text })
  return leftOut
}

export function useBeginEvaluation(setId: Id) {
  return useMutation({
    mutationFn: (body: {
      clientId: string
      draft: InstructionPlace | null
      articleIds?: Id[]
      sourceId?: Id
    }) => request(endpoints.beginEvaluation, { params: { setId }, body }),
    onSettled: refresh,
  })
}

export function useCancelEvaluation(evaluationId: Id) {
  return useMutation({
    mutationFn: () =>
      request(endpoints.cancelEvaluation, { params: { evaluationId }, body: { status: 'cancelled' } }),
    onSettled: refresh,
  })
}
