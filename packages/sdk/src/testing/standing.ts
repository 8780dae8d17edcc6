import type { TurnEnd } from '@hilo/protocol'

type Status = 'new' | 'waiting' | 'with people' | 'done' | 'cancelled'
type End = TurnEnd | null

/** How a run stands for a test. */
export function statusOf(end: End, isHeld: boolean): Status {
  if (isHeld) return 'with people'
  const type = end?.type ?? 'new'
  return type === 'done' || type === 'cancelled' || type === 'new' ? type : 'waiting'
}

/** What `chat.end` or `chat.cancel` was given. */
export function outcomeOf(end: End): string | null {
  if (end?.type === 'cancelled') return end.reason
  return end?.type === 'done' ? end.outcome : null
}

/** Whether the next message begins another run. */
export function isOver(end: End, isHeld: boolean): boolean {
  return end?.type === 'done' || end?.type === 'cancelled' || (end?.type === 'failed' && !isHeld)
}

/** What the transcript tells of the end of a turn; null for nothing. */
export function endOf(end: End): string | null {
  switch (end?.type) {
    case 'done':
    case 'cancelled':
      return [end.type, outcomeOf(end)].filter((word) => word !== null).join(': ')
    case 'failed':
      return `failed: ${end.failure.message}`
    case 'wait':
      return end.wait.kind === 'hand_back' ? `handed over: ${end.handoff?.reason ?? end.wait.name}` : null
    default:
      return null
  }
}
