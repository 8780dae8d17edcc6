import type { Id, TimelineItem } from '@hilo/protocol'
import { isTemporary } from '../../api/client.ts'
import type { OpenPart } from '../answer/parts.ts'

type Asked = Pick<OpenPart, 'messageId' | 'place' | 'question'>
type Put = Asked & { text: string; afterSeq: number; isUnderWay: boolean; isTold: boolean }

/** What was put into replies and not dealt with so far, by conversation. */
const puts = new Map<Id, readonly Put[]>()

/** Remembers that these words were put into the reply for a question, so that sending them deals with it. */
export function notePut(
  { conversationId, messageId, place, question }: Asked & Pick<OpenPart, 'conversationId'>,
  text: string,
  items: readonly TimelineItem[],
): void {
  const others = (puts.get(conversationId) ?? []).filter(
    (one) => one.messageId !== messageId || one.place !== place,
  )
  const put = { messageId, place, question, text, afterSeq: items.at(-1)?.seq ?? 0 }
  puts.set(conversationId, [...others, { ...put, isUnderWay: false, isTold: false }])
}

type Settling = {
  settle: (put: Asked) => Promise<void>
  /** Of each question once. */
  tell: (put: Asked, error: unknown) => void
}

/** Settles the questions whose words a member has sent since; what fails for now is tried with the next news. */
export async function settleSent(
  conversationId: Id,
  items: readonly TimelineItem[],
  settling: Settling,
): Promise<void> {
  const sent = (puts.get(conversationId) ?? []).filter(
    (put) => !put.isUnderWay && items.some((item) => isSent(item, put)),
  )
  await Promise.all(sent.map((put) => settleOne(conversationId, put, settling)))
}

async function settleOne(conversationId: Id, put: Put, { settle, tell }: Settling) {
  put.isUnderWay = true
  try {
    await settle(put)
    forget(conversationId, put)
  } catch (error) {
    if (!put.isTold) tell(put, error)
    put.isTold = true
    if (!isTemporary(error)) forget(conversationId, put)
  } finally {
    put.isUnderWay = false
  }
}

function forget(conversationId: Id, put: Put): void {
  const all = puts.get(conversationId) ?? []
  puts.set(
    conversationId,
    all.filter((one) => one !== put),
  )
}

function isSent(item: TimelineItem, { text, afterSeq }: Put): boolean {
  if (item.type !== 'message' || item.author !== 'agent' || item.seq <= afterSeq) return false
  return item.content.type === 'text' && item.content.text.includes(text.trim())
}
