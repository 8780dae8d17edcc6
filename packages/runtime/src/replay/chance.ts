import { createHash } from 'node:crypto'
import type { Recorder } from './recorder.ts'

/** `chat.now`: the turn's time. */
export function now(recorder: Recorder): Date {
  return new Date(recall(recorder, 'now', () => recorder.input.now))
}

/**
 * `chat.random`. Drawn from the run and the position: a turn that is repeated after a crash draws the same
 * number, also when the crash came before the number was recorded.
 */
export function random(recorder: Recorder): number {
  return recall(recorder, 'random', (position) => draw(recorder, position).readUIntBE(0, 6) / 2 ** 48)
}

/** `chat.uuid`: a version 4 uuid, drawn like `random` (RFC 9562, section 5.4). */
export function uuid(recorder: Recorder): string {
  return recall(recorder, 'uuid', (position) => {
    const bytes = draw(recorder, position).subarray(0, 16)
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  })
}

function recall<T>(recorder: Recorder, kind: 'now' | 'random' | 'uuid', make: (position: string) => T): T {
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind, name: '' })
  if (recorded) return recorded.value as T
  const value = (recorder.io.chance?.(kind) as T | undefined) ?? make(position)
  recorder.record({ position, kind, name: '', value })
  return value
}

function draw(recorder: Recorder, position: string): Buffer {
  const { runId, generation } = recorder.input
  return createHash('sha256').update(`${runId}:${generation}:${position}`).digest()
}
