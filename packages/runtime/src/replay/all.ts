import type { JournalEntry } from '@hilo/protocol'
import type { StepContext, StepOptions } from './chat.ts'
import { inside } from './recorded.ts'
import type { Recorder } from './recorder.ts'
import { placeOf } from './site.ts'
import {
  type Act,
  type Attempted,
  attemptOf,
  attemptStep,
  dueAfter,
  NAME_MAX,
  requireName,
  resultOf,
} from './step.ts'

type Place = { readonly name: string; readonly position: string }
type Acts = Readonly<Record<string, Act>>
type Settings = StepOptions & {
  readonly onUndo?: Readonly<Record<string, (result: never, context: StepContext) => unknown>>
}

/**
 * `chat.all`: several steps at once. Each is recorded when it is done; those that failed are attempted again
 * together. When one has failed for good, so have those that were to be attempted again.
 */
export async function all(
  recorder: Recorder,
  { acts, options }: { acts: Acts; options: Settings },
): Promise<Record<string, unknown>> {
  const names = Object.keys(acts)
  if (names.length === 0) throw new Error('chat.all has no steps.')
  names.forEach(requireName)
  const position = recorder.next()
  const call = { position, kind: 'all' as const, name: joined(names) }
  if (!recorder.recall(call)) recorder.record({ ...call, value: null })
  const places = names.map((name, index) => ({ name, position: inside(position, index + 1) }))
  const entries = new Map<string, JournalEntry>()
  // By the names of the code: in the journal a name that tells a secret is another.
  const add = ({ name }: Place, entry: JournalEntry) => {
    entries.set(name, entry)
    noteUndo(recorder, { ...entry, name }, options)
  }
  for (const place of places) {
    const recorded = recorder.recall({ ...place, kind: 'step' })
    if (recorded) add(place, recorded)
  }
  const left = places.filter(({ name }) => !entries.has(name))
  if (left.length > 0) {
    const attempt = attemptOf(recorder, position)
    // For all of them, before the first is done in the world.
    for (const place of left) recorder.limit(recorder.room.take(place.position))
    const site = recorder.site()
    const failed: (Attempted & { place: Place })[] = []
    await Promise.all(
      left.map(async (place) => {
        const act = acts[place.name] as Act
        const attempted = await attemptStep(recorder, { ...place, attempt }, { act, options })
        if (attempted.again) failed.push({ ...attempted, place })
        else add(place, await recorder.recordNow(attempted.entry))
      }),
    )
    if (failed.length > 0 && [...entries.values()].every(isDone))
      suspend(recorder, failed, { position, options, at: placeOf(site) })
    for (const { entry, place } of failed) entries.set(place.name, await recorder.recordNow(entry))
  }
  return Object.fromEntries(names.map((name) => [name, resultOf(entries.get(name) as JournalEntry)]))
}

function noteUndo(recorder: Recorder, entry: JournalEntry, { onUndo, ...options }: Settings): void {
  const { position, name } = entry
  const undo = onUndo && Object.hasOwn(onUndo, name) ? onUndo[name] : undefined
  if (!undo || !isDone(entry)) return
  recorder.undos.push({ position, name, options, act: (context) => undo(resultOf(entry) as never, context) })
}

function suspend(
  recorder: Recorder,
  failed: readonly Attempted[],
  { position, options, at }: { position: string; options: StepOptions; at: string | undefined },
): never {
  const entries = failed.map(({ entry }) => entry)
  return recorder.suspend({
    kind: 'step',
    position,
    name: joined(entries.map(({ name }) => name)),
    dueAt: dueAfter(entries, options),
    attempts: entries[0]?.attempts ?? 1,
    error: failed[0]?.error ?? '',
    stack: failed[0]?.stack,
    at,
  })
}

/** As long as a name may be. */
function joined(names: readonly string[]): string {
  const name = names.join(', ')
  return name.length > NAME_MAX ? `${name.slice(0, NAME_MAX - 1)}…` : name
}

function isDone({ value }: JournalEntry): boolean {
  return !(value !== null && typeof value === 'object' && 'error' in value)
}
