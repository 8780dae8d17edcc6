import type { Id } from '@hilo/protocol'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'

/** They are read from the platform: not more often than somebody would change them there. */
const FRESH_MS = 60_000

/** The first products of an inbox's catalogue whose name has `search` in it. */
export function useProducts(inboxId: Id, search: string) {
  return useQuery({
    queryKey: keys.products(inboxId, search),
    queryFn: ({ signal }) =>
      request(endpoints.listProducts, { params: { inboxId }, query: { search } }, signal),
    ...{ staleTime: FRESH_MS, retry: false, placeholderData: keepPreviousData },
  })
}

/** The forms that can be sent from an inbox. */
export function useForms(inboxId: Id) {
  return useQuery({
    queryKey: keys.forms(inboxId),
    queryFn: ({ signal }) => request(endpoints.listForms, { params: { inboxId } }, signal),
    ...{ staleTime: FRESH_MS, retry: false },
  })
}
