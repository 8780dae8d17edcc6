import type { Id, Migrated } from '@hilo/protocol'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { keys } from './keys.ts'
import { queryClient } from './query-client.ts'

/** Whose waiting runs go from where to where. */
export type Move = { name: string; fromVersionId: Id; toVersionId: Id }
/** Told what became of the runs so far, after each page of them. */
type Tell = (results: readonly Migrated[]) => void

const AT_ONCE = 50

/** Plays every waiting run on the other version without effects. Moves nothing. @throws AppError */
export async function tryMove(move: Move, tell: Tell, signal: AbortSignal): Promise<void> {
  const results: Migrated[] = []
  for (let cursor: Id | undefined; ; ) {
    const page = await ask(move, { dryRun: true, cursor }, signal)
    results.push(...page.results)
    tell([...results])
    if (page.next === null) return
    cursor = page.next
  }
}

/** Moves these runs, each if it still fits. What was moved stays so when it breaks off. @throws AppError */
export async function moveRuns(
  move: Move,
  { runIds, tell }: { runIds: readonly Id[]; tell: Tell },
  signal: AbortSignal,
): Promise<void> {
  const results: Migrated[] = []
  try {
    for (let done = 0; done < runIds.length; done += AT_ONCE) {
      const page = await ask(move, { dryRun: false, runIds: runIds.slice(done, done + AT_ONCE) }, signal)
      results.push(...page.results)
      tell([...results])
    }
  } finally {
    for (const queryKey of [keys.backends, keys.runLists, keys.allRuns, keys.journals]) {
      void queryClient.invalidateQueries({ queryKey })
    }
  }
}

type Asked = { dryRun: boolean; cursor?: Id | undefined; runIds?: Id[] }

function ask({ name, ...versions }: Move, asked: Asked, signal: AbortSignal) {
  return request(
    endpoints.migrateRuns,
    { params: { name }, body: { ...versions, ...asked, limit: AT_ONCE } },
    signal,
  )
}
