import { AppError, type Id, type Run } from '@hilo/protocol'
import { useMutation } from '@tanstack/react-query'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** What a member does to a run; each is refused when the run has moved on since it was shown. */
export type RunAction =
  | { type: 'retry'; onActive: boolean }
  | { type: 'skip'; position: string; value: unknown }
  | { type: 'hand_off'; reason: string }
  | { type: 'cancel'; reason: string | null }
  | { type: 'move'; toVersionId: Id }

export function useRunAction(run: Run) {
  return useMutation({
    mutationFn: (action: RunAction) => act(run, action),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: keys.journal(run.id) })
      void queryClient.invalidateQueries({ queryKey: keys.runs(run.conversationId) })
      refreshLists()
    },
  })
}

type Seen = { runId: Id; generation: number; length: number }

/** Retries several runs. Says what became of each. */
export function useRetryRuns() {
  return useMutation({
    mutationFn: ({ runs, onActive }: { runs: readonly Seen[]; onActive: boolean }) =>
      request(endpoints.retryRuns, {
        body: { runs: runs.map(({ runId, ...expect }) => ({ runId, expect })), onActive },
      }).then(({ results }) => results),
    onSettled: refreshLists,
  })
}

function act(run: Run, action: RunAction): Promise<unknown> {
  const { id: runId, generation, length } = run
  const params = { runId }
  const expect = { generation, length }
  switch (action.type) {
    case 'retry':
      return request(endpoints.retryRun, { params, body: { expect, onActive: action.onActive } })
    case 'skip': {
      const { position, value } = action
      return request(endpoints.skipStep, { params, body: { position, value, expect } })
    }
    case 'hand_off':
      return request(endpoints.handOffRun, { params, body: { reason: action.reason, expect } })
    case 'cancel':
      return request(endpoints.cancelRun, { params, body: { reason: action.reason, expect } })
    case 'move':
      return move(run, action.toVersionId)
  }
}

/** @throws AppError `conflict` with why it stays, when the other code does not fit what the run has done. */
async function move({ id, backend }: Run, toVersionId: Id): Promise<void> {
  const { results } = await request(endpoints.migrateRuns, {
    params: { name: backend.name },
    body: { fromVersionId: backend.versionId, toVersionId, runIds: [id], dryRun: false, limit: 1 },
  })
  if (results[0]?.outcome === 'migrated') return
  throw new AppError('conflict', results[0]?.reason ?? 'This run does not wait on that version any more.')
}

function refreshLists(): void {
  void queryClient.invalidateQueries({ queryKey: keys.runLists })
  void queryClient.invalidateQueries({ queryKey: keys.runCounts })
}
