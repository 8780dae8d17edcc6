import type { Id } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { explainError } from '../i18n/explain.ts'
import { toast } from '../ui/toast.ts'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { putItems } from './timeline.ts'

/** Has a contact's voice note transcribed, or a picture described. */
export function usePutIntoWords(conversationId: Id) {
  return useMutation({
    mutationFn: (messageId: Id) => request(endpoints.putIntoWords, { params: { conversationId, messageId } }),
    onSuccess: (item) => putItems(conversationId, [item]),
    onError: (error) => toast({ tone: 'fail', title: explainError(error) }),
  })
}

const CALLS = 20

/** The calls of models that the words for a file took. */
export function useWordsCalls(messageId: Id) {
  return useQuery({
    queryKey: keys.mediaWordsCost(messageId),
    queryFn: ({ signal }) =>
      request(endpoints.listAiCalls, { query: { messageId, limit: CALLS } }, signal).then(
        ({ calls }) => calls,
      ),
    staleTime: 0,
  })
}
