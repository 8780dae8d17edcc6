import type { JournalEntry } from '@hilo/protocol'
import type { StepContext, StepOptions } from './chat.ts'
import { durationMs } from './duration.ts'
import { messageOf, StepError, TerminalError } from './errors.ts'
import { toJson } from './json.ts'
import type { Recorder } from './recorder.ts'
import { placeOf } from './site.ts'

const ATTEMPTS = 5
const BACKOFF_MS = 500
const BACKOFF_MAX_MS = 60_000
/** How long an attempt may take where the author has not said it. */
export const STEP_TIMEOUT = '30 seconds'

const STACK_MAX = 4_000

type StepFailure = { name: string; message: string; terminal: boolean; stack?: string }
type StepValue = { ok?: unknown } | { error: StepFailure }
type Attempt = { position: string; name: string; attempt: number }
export type Act = (context: StepContext) => unknown

/** What came of one attempt. Again: it failed, and there are attempts left. */
export type Attempted = { entry: JournalEntry; again: boolean; error: string; stack?: string }

type Undoable = StepOptions & { readonly onUndo?: (result: never, context: StepContext) => unknown }

/**
 * `chat.step`: does `act` until it succeeds or the attempts are used up, and records what came of it. What
 * succeeded is undone when the run is cancelled.
 */
export async function step(
  recorder: Recorder,
  { name, act, options }: { name: string; act: Act; options: Undoable },
): Promise<unknown> {
  requireName(name)
  const { onUndo } = options
  const position = recorder.next()
  const result = await stepAt(recorder, { position, name, act, options })
  if (onUndo) {
    recorder.undos.push({ position, name, options, act: (context) => onUndo(result as never, context) })
  }
  return result
}

/** The same at a given place. */
export async function stepAt(
  recorder: Recorder,
  { position, name, act, options }: { position: string; name: string; act: Act; options: StepOptions },
): Promise<unknown> {
  const recorded = recorder.recall({ position, kind: 'step', name })
  if (recorded) return resultOf(recorded)
  const attempt = attemptOf(recorder, position)
  // Before it is done in the world: what is done is recorded.
  recorder.limit(recorder.room.take(position))
  // While the author's call is on the stack: it is not any more when the attempt has failed.
  const site = recorder.site()
  const attempted = await attemptStep(recorder, { position, name, attempt }, { act, options })
  const { entry, again, error, stack } = attempted
  if (again) {
    const dueAt = dueAfter([entry], options)
    const at = placeOf(site)
    recorder.suspend({ kind: 'step', position, name, at, dueAt, attempts: attempt, error, stack })
  }
  return resultOf(await recorder.recordNow(entry))
}

/** What a name in the journal may have. */
export const NAME_MAX = 200

/** @throws Error when a step cannot be called so. */
export function requireName(name: unknown): void {
  if (typeof name === 'string' && name.trim() !== '' && name.length <= NAME_MAX) return
  throw new Error(`A step needs a name of 1 to ${NAME_MAX} characters.`)
}

/** Does it once. Nothing is recorded yet. */
export async function attemptStep(
  recorder: Recorder,
  attempt: Attempt,
  { act, options }: { act: Act; options: StepOptions },
): Promise<Attempted> {
  const startedAt = recorder.input.now
  const begun = performance.now()
  const value = await tryOnce(recorder, attempt, {
    act,
    timeoutMs: durationMs(options.timeout ?? STEP_TIMEOUT),
  })
  const { position, name, attempt: attempts } = attempt
  const elapsedMs = Math.round(performance.now() - begun)
  const again = 'error' in value && !value.error.terminal && attempts < (options.retry?.attempts ?? ATTEMPTS)
  return {
    entry: { position, kind: 'step', name, value, startedAt, durationMs: elapsedMs, attempts },
    again,
    error: 'error' in value ? value.error.message : '',
    ...('error' in value && value.error.stack ? { stack: value.error.stack } : {}),
  }
}

/** When what was attempted in these entries is to be attempted again. */
export function dueAfter(entries: readonly JournalEntry[], options: StepOptions): number {
  const ends = entries.map(({ startedAt = 0, durationMs: took = 0 }) => startedAt + took)
  return Math.max(...ends) + pauseAfter(entries[0]?.attempts ?? 1, options)
}

/** Which attempt this is. Ends the turn again when a failed one has to wait longer. */
export function attemptOf(recorder: Recorder, position: string): number {
  recorder.goOn()
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
    return { error: failureOf(error) }
  } finally {
    clearTimeout(timer)
  }
}

function failureOf(error: unknown): StepFailure {
  const [name, stack] = error instanceof Error ? [error.name, error.stack?.slice(0, STACK_MAX)] : ['Error']
  const failure = { name, message: messageOf(error), terminal: error instanceof TerminalError }
  return stack === undefined ? failure : { ...failure, stack }
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

/** @throws StepError when it is recorded as failed. */
export function resultOf(entry: JournalEntry): unknown {
  const value = entry.value as StepValue
  if ('error' in value) {
    throw new StepError(entry.name, { ...value.error, attempts: entry.attempts ?? 1 })
  }
  return value.ok
}
