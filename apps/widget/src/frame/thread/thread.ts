import type { WidgetMessage, WidgetServerFrame } from '@hilo/protocol'
import { mergeMessages } from '../message/merge.ts'
import type { Outgoing } from '../outbox/outbox.ts'

/**
 * What this browser knows of its one conversation. `version` is the cursor from which a new connection
 * continues.
 */
export type Thread = {
  conversationId: string | null
  version: number
  messages: WidgetMessage[]
  /** False until the server told everything there was when the page opened. */
  isLoaded: boolean
}

type FrameOf<T extends WidgetServerFrame['type']> = Extract<WidgetServerFrame, { type: T }>

export const EMPTY_THREAD: Thread = { conversationId: null, version: 0, messages: [], isLoaded: false }

/** Keeps what is known if the welcome is for the same conversation, and moves no cursor: only messages do. */
export function welcomeThread(thread: Thread, { conversationId }: FrameOf<'welcome'>): Thread {
  const kept = thread.conversationId === conversationId ? thread : EMPTY_THREAD
  return { ...kept, conversationId, isLoaded: kept.isLoaded || !conversationId }
}

/**
 * Merges messages in. Those of another conversation begin the thread anew: it has replaced the one on show.
 */
export function receiveMessages(thread: Thread, frame: FrameOf<'messages'>): Thread {
  const { conversationId, version, messages } = frame
  const isSame = !thread.conversationId || thread.conversationId === conversationId
  return {
    conversationId,
    version: isSame ? Math.max(thread.version, version) : version,
    messages: mergeMessages(isSame ? thread.messages : [], messages),
    isLoaded: true,
  }
}

/** Shows a message as sent before the server's own copy of it arrives; that one has a version, so it wins. */
export function storeOutgoing(thread: Thread, outgoing: Outgoing, { id, seq }: FrameOf<'stored'>): Thread {
  const { clientId, content, createdAt } = outgoing
  const message = { id, seq, clientId, content, createdAt, version: 0, authorName: null }
  const stored: WidgetMessage = { ...message, direction: 'in', author: 'contact', file: null, answer: null }
  return { ...thread, messages: mergeMessages(thread.messages, [stored]) }
}

/** Puts a new link to a file in the place of the one that is over. */
export function renewLink(thread: Thread, { mediaId, url }: FrameOf<'link'>): Thread {
  const messages = thread.messages.map((message) => {
    const { content, file } = message
    return file && content.type === 'media' && content.mediaId === mediaId
      ? { ...message, file: { ...file, url } }
      : message
  })
  return { ...thread, messages }
}

/** The place of the last message to the visitor; 0 when there is none. */
export function lastSeqTo(messages: readonly WidgetMessage[]): number {
  return messages.findLast((message) => message.direction === 'out')?.seq ?? 0
}

export function countUnread(messages: readonly WidgetMessage[], readSeq: number): number {
  return messages.filter((message) => message.direction === 'out' && message.seq > readSeq).length
}
