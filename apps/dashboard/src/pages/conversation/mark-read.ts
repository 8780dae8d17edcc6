import type { Conversation } from '@hilo/protocol'
import { useEffect, useSyncExternalStore } from 'react'
import { markRead } from '../../api/actions.ts'
import type { Timeline } from '../../api/merge.ts'
import { lastInbound } from './entries.ts'

/** Marks what the contact said as read once it is on a screen that somebody may be looking at. */
export function useMarkRead(conversation: Conversation | undefined, timeline: Timeline | undefined): void {
  const isVisible = useSyncExternalStore(subscribe, () => document.visibilityState === 'visible')
  const id = conversation?.id
  const seq = timeline && lastInbound(timeline.items)?.seq
  const isUnread = (conversation?.unread ?? 0) > 0
  useEffect(() => {
    if (id && seq !== undefined && isVisible && isUnread) void markRead(id, seq)
  }, [id, seq, isVisible, isUnread])
}

function subscribe(listener: () => void) {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
