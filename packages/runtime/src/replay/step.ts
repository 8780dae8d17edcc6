import type { JournalEntry } from '@hilo/protocol'
import type { StepContext, StepOptions } from './chat.ts'
import { durationMs } from './duration.ts'
import { messageOf, StepError, TerminalError } from './errors.ts'
import { toJson } from './json.ts'
import type { Recorder } from './recorder.ts'

const ATTEMPTS = 5
const BACKOFF_MS = 500
const BACKOFF_MAX_MS = 60_000
const TIMEOUT = '30 seconds'

type StepValue = { ok?: unknown } | { error: { name: string; message: string; terminal: boolean } }
type Attempt = { position: string; name: string; attempt: number }
export type Act = (context: StepContext) => unknown

/** `chat.step`: does `act` until it succeeds or the attempts are used up, and records what came of it. */
export async function step(
  recorder: Recorder,
  { name, act, options }: { name: string; act: Act; options: StepOptions },
): Promise<unknown> {
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind: 'step', name })
  if (recorded) return resultOf(recorded)
  const attempt = { position, name, attempt: attemptOf(recorder, position) }
  const startedAt = recorder.input.now
  const begun = performance.now()
  const outcome = await tryOnce(recorder, attempt, { act, timeoutMs: durationMs(options.timeout ?? TIMEOUT) })
  const elapsedMs = Math.round(performance.now() - begun)
  const attemptsMax = options.retry?.attempts ?? ATTEMPTS
  if ('error' in outcome && !outcome.error.terminal && attempt.attempt < attemptsMax) {
    const dueAt = startedAt + elapsedMs + pauseAfter(attempt.attempt, options)
    const error = outcome.error.message
    recorder.suspend({ kind: 'step', position, name, dueAt, attempts: attempt.attempt, error })
  }
  const entry: JournalEntry = {
    position,
    kind: 'step',
    name,
    value: outcome,
    startedAt,
    durationMs: elapsedMs,
    attempts: attempt.attempt,
  }
  return resultOf(await recorder.recordNow(entry))
}

/** Which attempt this is. Ends the turn again when a failed one has to wait longer. */
function attemptOf(recorder: Recorder, position: string): number {
  const { wait, now } = recorder.input
  if (wait?.kind !== 'step' || wait.position !== position) return 1
  if (now < wait.dueAt) recorder.suspend(wait)
  return wait.attempts + 1
}

async function tryOnce(
  recorder: Recorder,
  { position, name, attempt }: Attempt,
  { act, timeoutMs }: { act: Act; timeoutMs: number },
): Promise<StepValue> {
  const { runId, generation } = recorder.input
  const controller = new AbortController()
  const timer = setTimeout(
    () => controller.abort(new Error(`It took longer than ${timeoutMs} ms.`)),
    timeoutMs,
  )
  const context = { idempotencyKey: `${runId}:${generation}:${position}`, attempt, signal: controller.signal }
  const perform = recorder.io.perform ?? ((attempt) => attempt.act())
  try {
    const aborted = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason))
    })
    const result = await Promise.race([perform({ name, context, act: async () => act(context) }), aborted])
    return { ok: checked(result, name) }
  } catch (error) {
    const terminal = error instanceof TerminalError
    return {
      error: { name: error instanceof Error ? error.name : 'Error', message: messageOf(error), terminal },
    }
  } finally {
    clearTimeout(timer)
  }
}

/**
 * A result that is no JSON will be none at the next attempt, which would only repeat what the step has done.
 */
function checked(result: unknown, name: string): unknown {
  try {
    return toJson(result, `The result of step '${name}'`)
  } catch (error) {
    throw new TerminalError(messageOf(error), { cause: error })
  }
}

function pauseAfter(attempt: number, options: StepOptions): number {
  const first = durationMs(options.retry?.backoff ?? BACKOFF_MS)
  return Math.min(first * 2 ** (attempt - 1), BACKOFF_MAX_MS)
}

function resultOf(entry: JournalEntry): unknown {
  const value = entry.value as StepValue
  if ('error' in value) {
    throw new StepError(entry.name, { ...value.error, attempts: entry.attempts ?? 1 })
  }
  return value.ok
}
