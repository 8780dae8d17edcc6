import type {
  AnswerAction,
  AnswerCitation,
  AnswerTrace,
  Choice,
  HandoffReason,
  Id,
  SummaryTurn,
} from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

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
  /** With a hand-over: who gets it, and what is put on the conversation. */
  route?: { assigneeId: Id | null; tags: readonly string[] }
  summary: readonly SummaryTurn[] | null
  trace: AnswerTrace
}

type Stored = {
  /** The message's id, which is the answer's too. */
  id: Id
  inboxId: Id
  conversationId: Id
  /** The contact is answered up to here. */
  readSeq: number
  answer: NewAnswer
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
