import type { Id } from '@hilo/protocol'
import { useSyncExternalStore } from 'react'

/** A contact who stopped writing sends no frame that says so. */
const SHOWN_MS = 5_000

const timers = new Map<Id, ReturnType<typeof setTimeout>>()
const listeners = new Set<() => void>()

/** Shows for a few seconds that the contact is writing. */
export function showTyping(conversationId: Id): void {
  clearTimeout(timers.get(conversationId))
  timers.set(
    conversationId,
    setTimeout(() => {
      timers.delete(conversationId)
      tell()
    }, SHOWN_MS),
  )
  tell()
}

/** What was being written has arrived. */
export function hideTyping(conversationId: Id): void {
  clearTimeout(timers.get(conversationId))
  if (timers.delete(conversationId)) tell()
}

export function useIsTyping(conversationId: Id): boolean {
  return useSyncExternalStore(subscribe, () => timers.has(conversationId))
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell() {
  for (const listener of listeners) listener()
}
