import type { Content, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import type { LockedConversation } from '../conversation/conversation.ts'
import { judge } from '../delivery/judge.ts'
import { queueMessage } from '../message/queue.ts'
import type { Answer } from './answer.ts'
import { storeAnswer } from './store.ts'

export type Saying = {
  /** The message's id, which is the answer's too. */
  id: Id
  /** The contact is answered up to here. */
  readSeq: number
  answer: Answer
  /** The contact goes on waiting, for a person. */
  isWaiting: boolean
  /** How the channel has to send it; null where it needs no deliveries. */
  parts: ((content: Content) => Content[]) | null
}

/**
 * Writes what AI says into the conversation, whose lock the caller holds, and why it does.
 *
 * @returns the conversation's new version; null when the platform lets nothing through.
 */
export async function sayAnswer(
  tx: OrgTx,
  before: LockedConversation,
  saying: Saying,
): Promise<number | null> {
  const version = await sayWords(tx, before, saying)
  const { id, readSeq, answer } = saying
  await storeAnswer(tx, { id, inboxId: before.inboxId, conversationId: before.id, readSeq, answer })
  return version
}

type Words = Pick<Saying, 'id' | 'parts' | 'isWaiting'> & { answer: Pick<Answer, 'text' | 'choices'> }

/** The same of words that answer nothing: there is no why of them. */
export async function sayWords(
  tx: OrgTx,
  before: LockedConversation,
  { id, answer, parts, isWaiting }: Words,
): Promise<number | null> {
  const { text, choices } = answer
  const content: Content = choices ? { type: 'choices', text, choices: [...choices] } : { type: 'text', text }
  const { reason, basis } = await judge(tx, before, { content, by: 'ai' })
  if (reason !== null) return null
  const { version } = await queueMessage(tx, {
    ...{ id, conversationId: before.id, content, basis, author: 'ai', memberId: null, clientId: null },
    ...{ replyTo: null, parts: parts ? parts(content).length : 0, isWaiting },
  })
  return version
}
