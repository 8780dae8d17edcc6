import type { Id } from '@hilo/protocol'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys, type Period, type RunFilter } from './keys.ts'

const PERIOD_MS: Record<Period, number> = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 }
const START: Id | null = null

/** The runs that match a filter, newest first, as far as they have been scrolled to. */
export function useRunList(filter: RunFilter) {
  const list = useInfiniteQuery({
    queryKey: keys.runList(filter),
    initialPageParam: START,
    queryFn: ({ pageParam, signal }) => {
      const { period, ...rest } = filter
      const since = period ? new Date(Date.now() - PERIOD_MS[period]).toISOString() : filter.since
      return request(
        endpoints.searchRuns,
        { query: { ...rest, since, cursor: pageParam ?? undefined } },
        signal,
      )
    },
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })
  return { ...list, runs: list.data?.pages.flatMap(({ runs }) => runs) }
}

/** How many runs there are of each status; `most` means that many or more. */
export function useRunCounts() {
  return useQuery({
    queryKey: keys.runCounts,
    queryFn: ({ signal }) => request(endpoints.countRuns, {}, signal),
  })
}
