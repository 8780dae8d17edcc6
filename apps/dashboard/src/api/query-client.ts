import { AppError } from '@hilo/protocol'
import { MutationCache, QueryCache, QueryClient, type QueryKey } from '@tanstack/react-query'
import { isTemporary } from './client.ts'
import { keys } from './keys.ts'

let signedOut = () => {}

/** Says what to do when the server no longer knows the member: the session was revoked, or has run out. */
export function onSignedOut(listener: () => void): void {
  signedOut = listener
}

/** Leads to the sign-in page: something other than a query learned that the session is over. */
export function tellSignedOut(): void {
  signedOut()
}

/** Live frames say when something is stale, so nothing is fetched again merely because time has passed. */
export const queryClient = new QueryClient({
  // Without a session to begin with, the router leads to the sign-in page itself.
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => queryKey[0] !== keys.session[0] && check(error),
  }),
  mutationCache: new MutationCache({ onError: check }),
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) => isTemporary(error) && failures < 2,
      retryDelay: (failures) => 300 * 2 ** failures,
    },
    mutations: { networkMode: 'always' },
  },
})

/**
 * Fetches what is shown of a key again, because it has changed. A fetch that is under way is not given up,
 * which a busy org would never let end; it may have read before the change, so another one follows it. That
 * holds for the very first fetch of a key as well, which the library lets an invalidation join: its answer
 * would then count as fresh, and stay.
 */
export async function fetchAgain(queryKey: QueryKey, client: QueryClient = queryClient): Promise<void> {
  const underWay = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })
  const ends = underWay.map((query) => query.promise)
  await client.invalidateQueries({ queryKey }, { cancelRefetch: false })
  if (ends.length === 0) return
  // One that nobody watches, a row's thread fetched ahead, is not waited for by the line above.
  await Promise.allSettled(ends)
  await client.invalidateQueries({ queryKey }, { cancelRefetch: false })
}

function check(error: unknown) {
  if (error instanceof AppError && error.code === 'not_authenticated') signedOut()
}
