import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Answer } from './answer.ts'

const ADD = statement(`
  insert into ai_answer (org_id, id, inbox_id, conversation_id, read_seq, action, reason, mode, language,
    evidence, question, citations, summary, trace)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)

type Stored = {
  /** The message's id, which is the answer's too. */
  id: Id
  inboxId: Id
  conversationId: Id
  /** The contact is answered up to here. */
  readSeq: number
  answer: Answer
}

/** Keeps why a message of AI says what it says. */
export async function storeAnswer(
  tx: OrgTx,
  { id, inboxId, conversationId, readSeq, answer }: Stored,
): Promise<void> {
  const { action, reason, citations, summary, trace } = answer
  await tx.query(ADD, [
    ...[tx.orgId, id, inboxId, conversationId, readSeq, action, reason, trace.mode, trace.language],
    ...[trace.candidates[0]?.evidence ?? null, encode(trace.question), encode(citations)],
    ...[summary === null ? null : encode(summary), encode(trace)],
  ])
}
