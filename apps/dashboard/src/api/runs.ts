import type { Id } from '@hilo/protocol'
import { useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { type Journal, mergeJournal } from './merge.ts'
import { queryClient } from './query-client.ts'

/** The runs of a conversation, newest first. */
export function useRuns(conversationId: Id) {
  return useQuery({
    queryKey: keys.runs(conversationId),
    queryFn: ({ signal }) =>
      request(endpoints.listRuns, { params: { conversationId } }, signal).then(({ runs }) => runs),
  })
}

/** A run with its journal. Fetched again, it asks only for what follows the last position it has. */
export function useJournal(runId: Id) {
  return useQuery({
    queryKey: keys.journal(runId),
    queryFn: ({ signal }) => fetchJournal(runId, signal),
  })
}

async function fetchJournal(runId: Id, signal: AbortSignal): Promise<Journal> {
  const known = queryClient.getQueryData<Journal>(keys.journal(runId))
  const after = known?.entries.at(-1)?.position
  const fresh = await request(endpoints.getJournal, { params: { runId }, query: { after } }, signal)
  if (!known || known.run.generation === fresh.run.generation) return mergeJournal(known, fresh)
  // A checkpoint began the journal anew: positions of the generation before mean nothing here.
  return request(endpoints.getJournal, { params: { runId } }, signal)
}
