import { keptName } from './kept-name.ts'
import { markPosition } from './recorded.ts'
import type { Recorder } from './recorder.ts'
import { NAME_MAX } from './step.ts'

/**
 * `chat.patched`: true when the run came to this patch first with new code, which leaves a mark; false when
 * the call is between what was recorded before. Once false it is false to the run's end, also in a loop that
 * goes on past the old journal: a mark there would turn the answers before it round.
 */
export function patched(recorder: Recorder, id: string): boolean {
  if (typeof id !== 'string' || id.trim() === '' || id.length > NAME_MAX) {
    throw new Error(`A patch needs a name of 1 to ${NAME_MAX} characters.`)
  }
  const { patches } = recorder.recorded
  const known = patches.get(id) ?? patches.get(keptName(recorder.io, id))
  if (known !== undefined) return known
  const isNew = recorder.isLive
  patches.set(id, isNew)
  if (isNew) {
    const number = [...patches.values()].filter(Boolean).length
    recorder.record({ position: markPosition(number), kind: 'patched', name: id, value: null })
  }
  return isNew
}
