import type { Id, Run } from '@hilo/protocol'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { isAhead, type Journal, mergeJournal } from './merge.ts'
import { fetchAgain, queryClient } from './query-client.ts'

/** The runs of a conversation, newest first. */
export function useRuns(conversationId: Id) {
  return useQuery({
    queryKey: keys.runs(conversationId),
    queryFn: ({ signal }) => fetchRuns(conversationId, signal),
  })
}

/** A run with its journal. Fetched again, it asks only for what follows the last position it has. */
export function journalQuery(runId: Id) {
  return queryOptions({
    queryKey: keys.journal(runId),
    queryFn: ({ signal }) => fetchJournal(runId, signal),
  })
}

export function useJournal(runId: Id) {
  return useQuery(journalQuery(runId))
}

/** The journal of a generation that a checkpoint ended; it changes no more. */
export function useGeneration(runId: Id, generation: number | null) {
  return useQuery({
    queryKey: keys.generation(runId, generation ?? 0),
    queryFn: ({ signal }) =>
      request(endpoints.getJournal, { params: { runId }, query: { generation } }, signal),
    enabled: generation !== null,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

// The list and the journal are fetched apart, and shown together. Whichever learns that the other is behind
// has it fetched again, so that a hint that was missed is made up for by the next that is not.
async function fetchRuns(conversationId: Id, signal: AbortSignal): Promise<Run[]> {
  const { runs } = await request(endpoints.listRuns, { params: { conversationId } }, signal)
  for (const run of runs) {
    const journal = queryClient.getQueryData<Journal>(keys.journal(run.id))
    if (journal && isAhead(run, journal.run)) void fetchAgain(keys.journal(run.id))
  }
  return runs
}

async function fetchJournal(runId: Id, signal: AbortSignal): Promise<Journal> {
  const journal = await readJournal(runId, signal)
  const key = keys.runs(journal.run.conversationId)
  const listed = queryClient.getQueryData<Run[]>(key)
  const before = listed?.find(({ id }) => id === runId)
  if (before && isAhead(journal.run, before)) void fetchAgain(key)
  return journal
}

async function readJournal(runId: Id, signal: AbortSignal): Promise<Journal> {
  const known = queryClient.getQueryData<Journal>(keys.journal(runId))
  const after = known?.entries.at(-1)?.position
  const fresh = await request(endpoints.getJournal, { params: { runId }, query: { after } }, signal)
  if (!known || continues(known.run, fresh.run)) {
    const merged = mergeJournal(known, fresh)
    // A step is recorded at once, before what the turn said in front of it: then something is missing here.
    if (!known || merged.entries.length === fresh.run.length) return merged
  }
  return request(endpoints.getJournal, { params: { runId } }, signal)
}

/**
 * Whether what is known of the journal still stands. A checkpoint begins it anew, and a member who lets an
 * ended run go on takes back its end.
 */
function continues(known: Run, fresh: Run): boolean {
  return known.generation === fresh.generation && (known.endedAt === null || known.endedAt === fresh.endedAt)
}
