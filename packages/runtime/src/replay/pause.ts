import { type Duration, durationMs } from './duration.ts'
import { inside, type Recorder } from './recorder.ts'

/** `chat.sleep`: waits for a length of time, counted from the turn that came here first. */
export function sleep(recorder: Recorder, duration: Duration): void {
  sleepTo(recorder, recorder.input.now + durationMs(duration))
}

/** `chat.sleepUntil`: waits for a moment. */
export function sleepUntil(recorder: Recorder, moment: Date | string): void {
  const until = new Date(moment).getTime()
  if (Number.isNaN(until)) throw new Error(`'${moment}' is not a moment: give a Date or an ISO 8601 text.`)
  sleepTo(recorder, until)
}

/** `chat.handoff`: waits until people hand the conversation back. */
export function handoff(recorder: Recorder, reason: string, summary: string): void {
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind: 'handoff', name: '' })
  const value = { reason, summary }
  if (!recorded) recorder.record({ position, kind: 'handoff', name: '', value })
  const woken = inside(position, 1)
  if (recorder.recallOneOf(woken, ['resumed'], '')) return
  const { wake, wait } = recorder.input
  if (recorded && wake === 'hand_back' && wait?.position === position) {
    recorder.record({ position: woken, kind: 'resumed', name: '', value: null })
    return
  }
  recorder.suspend({ kind: 'hand_back', position, name: '', dueAt: null }, recorded ? undefined : value)
}

function sleepTo(recorder: Recorder, moment: number): void {
  const position = recorder.next()
  const recorded = recorder.recall({ position, kind: 'sleep', name: '' })
  const until = recorded ? (recorded.value as { until: number }).until : moment
  if (!recorded) recorder.record({ position, kind: 'sleep', name: '', value: { until } })
  const woken = inside(position, 1)
  if (recorder.recallOneOf(woken, ['woke'], '')) return
  if (recorder.input.now < until) {
    recorder.suspend({ kind: 'sleep', position, name: '', dueAt: until })
  }
  recorder.record({ position: woken, kind: 'woke', name: '', value: null })
}
