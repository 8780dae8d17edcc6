import type { Meaning } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** No frame tells of its end. */
const FOLLOW_MS = 2_000

/** Who places articles, how far that is, and what it is good for. */
export function useMeaning() {
  return useQuery({
    queryKey: keys.aiMeaning,
    queryFn: ({ signal }) => request(endpoints.readMeaning, {}, signal),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? FOLLOW_MS : false),
  })
}

/** Whether more comes by itself soon. */
export function isUnderWay({ provider, chunks, placed, problem, triedAt }: Meaning): boolean {
  return provider !== null && problem === null && chunks > 0 && (placed < chunks || triedAt === null)
}

/** What choosing a provider would send; articles change, so it is counted anew each time. */
export function useMeaningEstimate(provider: string) {
  return useQuery({
    queryKey: keys.aiMeaningEstimate(provider),
    queryFn: ({ signal }) => request(endpoints.estimateMeaning, { query: { provider } }, signal),
    staleTime: 0,
    gcTime: 0,
  })
}

export function useChooseMeaning() {
  return useMutation({
    mutationFn: (provider: string | null) => request(endpoints.chooseMeaning, { body: { provider } }),
    onSuccess: (meaning: Meaning) => queryClient.setQueryData(keys.aiMeaning, meaning),
  })
}
