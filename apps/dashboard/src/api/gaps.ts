import type { api, ContractBody, Gap, Id } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** What contacts asked and nothing was found for. */
export function useGaps() {
  return useQuery({
    queryKey: keys.gaps,
    queryFn: ({ signal }) => request(endpoints.listGaps, {}, signal),
    staleTime: 0,
  })
}

export function useDismissGap() {
  return useMutation({
    mutationFn: (asked: Gap['asked']) => request(endpoints.dismissGap, { body: { asked } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.gaps }),
  })
}

/** What members answered. */
export function useSuggestions() {
  return useQuery({
    queryKey: keys.suggestions,
    queryFn: ({ signal }) =>
      request(endpoints.listSuggestions, {}, signal).then(({ suggestions }) => suggestions),
    staleTime: 0,
  })
}

type Decision = { suggestionId: Id } & ContractBody<typeof api.decideSuggestion>

/** Makes an article of it, or none. */
export function useDecideSuggestion() {
  return useMutation({
    mutationFn: ({ suggestionId, article }: Decision) =>
      request(endpoints.decideSuggestion, { params: { suggestionId }, body: { article } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.knowledge }),
  })
}
