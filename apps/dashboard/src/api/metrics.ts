import { useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys, type MetricsFilter } from './keys.ts'

/** Sweeping over the journals is no work for every hint: it is done again when somebody looks after so long. */
const FRESH_MS = 60_000

/** Many days that nobody has looked at yet take a while: what is counted is shown meanwhile. */
const FOR_MS = 500
const AGAIN_MS = 50

/** What became of the runs of a backend. */
export function useMetrics(name: string, filter: MetricsFilter) {
  return useQuery({
    queryKey: keys.metrics(name, filter),
    queryFn: ({ signal }) =>
      request(endpoints.getBackendMetrics, { params: { name }, query: { ...filter, forMs: FOR_MS } }, signal),
    staleTime: FRESH_MS,
    refetchInterval: ({ state }) => (state.data?.counting ? AGAIN_MS : false),
  })
}
