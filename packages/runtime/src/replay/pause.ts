import type { InboxMessage } from '@hilo/protocol'
import { type Duration, durationMs } from './duration.ts'
import { momentOf } from './moment.ts'
import { inside } from './recorded.ts'
import type { Recorder } from './recorder.ts'
import { type Interruption, interruptionOf, recordInterrupt } from './wait.ts'

/** `chat.sleep`: waits for a length of time, counted from the turn that came here first. */
export function sleep(recorder: Recorder, duration: Duration): Sleeping {
  return new Sleeping(recorder, () => ({ until: recorder.input.now + durationMs(duration) }))
}

/** `chat.sleepUntil`: waits for a moment, which is found once. */
export function sleepUntil(recorder: Recorder, moment: Date | string): Sleeping {
  const { now, timeZone } = recorder.input
  return new Sleeping(recorder, () => momentOf(moment, { now, timeZone }))
}

/** `chat.handoff`: waits until people hand the conversation back. */
export function handoff(recorder: Recorder, reason: string, summary: string): void {
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind: 'handoff', name: '' })
  const value = { reason, summary }
  if (!recorded) recorder.record({ position, kind: 'handoff', name: '', value })
  const woken = inside(position, 1)
  if (recorder.recallOneOf(woken, ['resumed'], '')) return
  recorder.goPast(woken)
  const { wake, wait } = recorder.input
  // A cancelled run is here only when a lost turn went on: it was handed back.
  if (recorder.stops || (recorded && wake === 'hand_back' && wait?.position === position)) {
    recorder.record({ position: woken, kind: 'resumed', name: '', value: null })
    return
  }
  recorder.suspend({ kind: 'hand_back', position, name: '', dueAt: null }, recorded ? undefined : value)
}

/** A pause that has begun, in this turn or in one before. Messages are kept, but for interrupts. */
export class Sleeping {
  readonly #recorder: Recorder
  readonly #position: string
  readonly #until: number
  #count = 0

  constructor(recorder: Recorder, settle: () => { until: number }) {
    const position = recorder.next()
    const recorded = recorder.recall({ position, kind: 'sleep', name: '' })
    const value = recorded ? (recorded.value as { until: number }) : settle()
    if (!recorded) recorder.record({ position, kind: 'sleep', name: '', value })
    this.#recorder = recorder
    this.#position = position
    this.#until = value.until
  }

  /** The next interrupt; undefined when the time has come. Ends the turn when there is neither yet. */
  next(): Interruption | undefined {
    const recorder = this.#recorder
    const position = inside(this.#position, ++this.#count)
    const entry = recorder.recallOneOf(position, ['woke', 'interrupt'], '')
    if (entry) return entry.kind === 'woke' ? undefined : interruptionOf(entry)
    recorder.goPast(position)
    const interrupts = (message: InboxMessage) => recorder.interruptBy(message) !== undefined
    const message = recorder.inbox.find(this.#until, interrupts)
    const match = message && recorder.interruptBy(message)
    if (message && match) {
      recorder.inbox.handle(message.seq)
      return interruptionOf(recordInterrupt(recorder, { position, match, message }))
    }
    if (recorder.input.now < this.#until) {
      recorder.goOn()
      recorder.suspend({ kind: 'sleep', position: this.#position, name: '', dueAt: this.#until })
    }
    recorder.record({ position, kind: 'woke', name: '', value: null })
    return undefined
  }
}
