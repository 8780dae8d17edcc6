import type {
  AnswerAction,
  AnswerCitation,
  AnswerTrace,
  Choice,
  Content,
  HandoffReason,
  Id,
  SummaryTurn,
} from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { LockedConversation } from '../conversation/conversation.ts'
import { judge } from '../delivery/judge.ts'
import { queueMessage } from '../message/queue.ts'

const ADD = statement(`
  insert into ai_answer (org_id, id, inbox_id, conversation_id, read_seq, action, reason, mode, language,
    evidence, question, citations, summary, trace)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)

/** What AI says, as the pipeline found it. */
export type NewAnswer = {
  action: AnswerAction
  text: string
  choices?: readonly Choice[]
  citations: readonly AnswerCitation[]
  reason: HandoffReason | null
  summary: readonly SummaryTurn[] | null
  trace: AnswerTrace
}

export type Saying = {
  /** The message's id, which is the answer's too. */
  id: Id
  /** The contact is answered up to here. */
  readSeq: number
  answer: NewAnswer
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
  const version = await say(tx, before, saying)
  await store(tx, before, saying)
  return version
}

async function say(tx: OrgTx, before: LockedConversation, saying: Saying): Promise<number | null> {
  const { id, answer, parts, isWaiting } = saying
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

async function store(tx: OrgTx, { id: conversationId, inboxId }: LockedConversation, saying: Saying) {
  const { id, readSeq, answer } = saying
  const { action, reason, citations, summary, trace } = answer
  await tx.query(ADD, [
    ...[tx.orgId, id, inboxId, conversationId, readSeq, action, reason, trace.mode, trace.language],
    ...[trace.candidates[0]?.evidence ?? null, encode(trace.question), encode(citations)],
    ...[summary === null ? null : encode(summary), encode(trace)],
  ])
}
