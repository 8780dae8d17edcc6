import type { Id, Scope } from '@hilo/protocol'
import { useMutation, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

export function useApiKeys() {
  return useQuery({
    queryKey: keys.apiKeys,
    queryFn: ({ signal }) => request(endpoints.listApiKeys, {}, signal).then(({ apiKeys }) => apiKeys),
  })
}

const refresh = () => queryClient.invalidateQueries({ queryKey: keys.apiKeys })

export type NewKey = { name: string; scopes: Scope[]; expiresAt: string | null }

/** Creates a key. Its answer is kept by the caller alone, and only as long as it shows it. */
export function useCreateKey() {
  return useMutation({
    mutationFn: (body: NewKey) => request(endpoints.createApiKey, { body }),
    gcTime: 0,
    onSettled: refresh,
  })
}

export function useRevokeKey() {
  return useMutation({
    mutationFn: (apiKeyId: Id) => request(endpoints.revokeApiKey, { params: { apiKeyId } }),
    onSettled: refresh,
  })
}
