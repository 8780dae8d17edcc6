import type { RunFailure } from '@hilo/protocol'
import type { MemoryRun } from '@hilo/runtime/memory'
import type { Backend, Played } from '@hilo/runtime/replay'

/**
 * Gives a run other code, which replays its journal. A run that failed is tried again from where it failed,
 * the step that did included.
 *
 * @returns the turn this makes, to be committed; or why the code does not fit, and then nothing has changed.
 * @throws Error while a backend that was called has the conversation.
 */
export async function tryOn<Config, State>(
  run: MemoryRun<Config, State>,
  backend: Backend<Config, State>,
): Promise<{ played: Played | null } | { failure: RunFailure }> {
  if (run.isCalled) throw new Error(`'${run.backend.name}' was called: reload when it has ended.`)
  const before = { backend: run.backend, journal: run.journal }
  run.backend = backend
  const { end } = run
  if (end === null || end.type === 'done' || end.type === 'cancelled') return { played: null }
  const isFailed = end.type === 'failed'
  if (isFailed) run.journal = run.journal.filter((entry) => !isFailedStep(entry))
  const played = await run.play('recover')
  const failure = played.end.type === 'failed' ? played.end.failure : null
  const mayStay = failure === null || (isFailed && failure.code !== 'nondeterminism')
  if (mayStay) return { played }
  Object.assign(run, before)
  return { failure }
}

function isFailedStep({ kind, value }: { kind: string; value?: unknown }): boolean {
  return (kind === 'step' || kind === 'ai') && value !== null && typeof value === 'object' && 'error' in value
}
