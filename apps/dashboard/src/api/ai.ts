import type {
  AiBudgetScope,
  AiCaps,
  AiMediaSettings,
  AiModelPrice,
  AiProvider,
  AiProviderSettings,
  AiPurpose,
} from '@hilo/protocol'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { type CallFilter, keys, type Period } from './keys.ts'
import { queryClient } from './query-client.ts'

const CALLS = 50
const RANGE_MS: Record<Period, number> = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 }

/** Who writes for the org, in the order in which they are asked. */
export function useAiProviders() {
  return useQuery({
    queryKey: keys.aiProviders,
    queryFn: ({ signal }) => request(endpoints.listAiProviders, {}, signal),
    staleTime: 0,
  })
}

export const AI_PURPOSES = [
  ...(['answer', 'condense', 'verify', 'extract', 'classify', 'copilot', 'summarise'] as const),
  ...(['knowledge', 'transcribe', 'describe', 'test'] as const),
] satisfies AiPurpose[]

type Listed = { providers: readonly AiProvider[]; installation: { model: string } | null }

/** The providers that can be called as they are, in their order: they are on, and have what a call needs. */
export function writersOf({ providers, installation }: Listed): AiProvider[] {
  return providers.filter(({ kind, isEnabled, isKeySet }) => {
    if (!isEnabled) return false
    if (kind === 'installation') return installation !== null
    return kind === 'compatible' || isKeySet
  })
}

/** What is sent to change a provider that is there: its key stays as it is. */
export function settingsOf(provider: AiProvider): AiProviderSettings {
  const { kind, baseUrl, model, embeddingModel, place, isEnabled } = provider
  return { kind, baseUrl, model, embeddingModel, place, isEnabled }
}

type Put = { name: string; settings: AiProviderSettings }

export function usePutProvider() {
  return useMutation({
    mutationFn: ({ name, settings }: Put) =>
      request(endpoints.putAiProvider, { params: { name }, body: settings }),
    onSettled: refresh,
  })
}

export function useRemoveProvider() {
  return useMutation({
    mutationFn: (name: string) => request(endpoints.removeAiProvider, { params: { name } }),
    onSettled: refresh,
  })
}

type Prices = { name: string; models: AiModelPrice[] }

export function usePutPrices() {
  return useMutation({
    mutationFn: ({ name, models }: Prices) =>
      request(endpoints.putAiPrices, { params: { name }, body: { models } }),
    onSettled: refresh,
  })
}

export function useOrderProviders() {
  return useMutation({
    mutationFn: (names: string[]) => request(endpoints.orderAiProviders, { body: { names } }),
    onSettled: refresh,
  })
}

/** Asks a provider for one word: it costs a little, and is written into the ledger. */
export function useTestProvider() {
  return useMutation({
    mutationFn: (name: string) => request(endpoints.testAiProvider, { params: { name } }),
    onSettled: refresh,
  })
}

/** Who puts voice notes and pictures of contacts into words. */
export function useAiMedia() {
  return useQuery({
    queryKey: keys.aiMedia,
    queryFn: ({ signal }) => request(endpoints.getAiMedia, {}, signal),
    staleTime: 0,
  })
}

export function usePutAiMedia() {
  return useMutation({
    mutationFn: (body: AiMediaSettings) => request(endpoints.putAiMedia, { body }),
    onSettled: () => {
      refresh()
      void queryClient.invalidateQueries({ queryKey: keys.copilot })
    },
  })
}

export function useAiBudgets() {
  return useQuery({
    queryKey: keys.aiBudgets,
    queryFn: ({ signal }) => request(endpoints.listAiBudgets, {}, signal),
    staleTime: 0,
  })
}

export function usePutBudget() {
  return useMutation({
    mutationFn: ({ scope, caps }: { scope: AiBudgetScope; caps: AiCaps }) =>
      request(endpoints.putAiBudget, { params: { scope }, body: caps }),
    onSettled: refresh,
  })
}

/** The cost ledger, page by page, newest first. */
export function useAiCalls({ range, ...filter }: CallFilter) {
  return useInfiniteQuery({
    queryKey: keys.aiCalls({ ...filter, ...(range && { range }) }),
    queryFn: ({ signal, pageParam: before }) => {
      const since = range && new Date(Date.now() - RANGE_MS[range]).toISOString()
      const place = { ...(before && { before }), ...(since && { since }) }
      return request(endpoints.listAiCalls, { query: { ...filter, ...place, limit: CALLS } }, signal)
    },
    initialPageParam: '',
    getNextPageParam: ({ calls }) => (calls.length < CALLS ? undefined : calls.at(-1)?.id),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: keys.ai })
}
