import type { Id } from '@hilo/protocol'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'

export type KnownContact = { id: Id; name: string | null }

const RUNS_LOOKED_AT = 100

/** Contacts who have talked to a micro-backend, the last first, by the beginning of their name. */
export function useKnownContacts(search: string) {
  return useQuery({
    queryKey: keys.knownContacts(search),
    queryFn: async ({ signal }): Promise<KnownContact[]> => {
      const query = { contact: search || undefined, limit: RUNS_LOOKED_AT }
      const { runs } = await request(endpoints.searchRuns, { query }, signal)
      return [...new Map(runs.map(({ contact }) => [contact.id, contact])).values()]
    },
    placeholderData: keepPreviousData,
  })
}

/** The names of contacts that are known by their ids; null for one who has no run any more. */
export function useContactNames(ids: readonly Id[]): ReadonlyMap<Id, string | null> {
  return useQueries({
    queries: ids.map((contactId) => ({
      queryKey: keys.knownContact(contactId),
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const { runs } = await request(endpoints.searchRuns, { query: { contactId, limit: 1 } }, signal)
        return runs[0]?.contact.name ?? null
      },
    })),
    combine: (results) => new Map(ids.map((id, index) => [id, results[index]?.data ?? null])),
  })
}
