import {
  type Answer,
  type AnswerCitation,
  type AnswerFeedback,
  type AnswerTrace,
  AppError,
  type Id,
  type SummaryTurn,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { listCalls } from '../ai-call/list.ts'

const GET = statement(`
  select id as "messageId", conversation_id as "conversationId", inbox_id as "inboxId", action, reason,
         citations, summary, trace, confirmed_at as "confirmedAt", created_at as "createdAt"
  from ai_answer where org_id = $1 and id = $3 and ($2::uuid is null or conversation_id = $2)`)
const FEEDBACK = statement(`
  select f.member_id is null as "isContact", m.name, f.rating, f.why, f.changed_at as at
  from ai_feedback f left join member m on m.org_id = f.org_id and m.id = f.member_id
  where f.org_id = $1 and f.answer_id = $2 order by f.changed_at, f.id`)

/** One reply takes no more calls of models than its budget allows. */
const CALLS_MAX = 100

type Row = Pick<Answer, 'messageId' | 'conversationId' | 'inboxId' | 'action' | 'reason'> & {
  citations: Buffer
  summary: Buffer | null
  trace: Buffer
  confirmedAt: Date | null
  createdAt: Date
}
type FeedbackRow = Pick<AnswerFeedback, 'name' | 'rating'> & {
  isContact: boolean
  why: Buffer | null
  at: Date
}

/**
 * Everything about one answer; without a conversation, of whichever it is in.
 *
 * @throws AppError `not_found` also when the message is none of AI's.
 */
export async function getAnswer(
  tx: OrgTx,
  { conversationId, messageId }: { conversationId: Id | null; messageId: Id },
): Promise<Answer> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, conversationId, messageId])
  const [row] = rows
  if (!row) {
    const place = conversationId === null ? 'this org' : 'this conversation'
    throw new AppError('not_found', `There is no such message of AI in ${place}.`)
  }
  const { citations, summary, trace, confirmedAt, createdAt, ...rest } = row
  return {
    ...rest,
    citations: decode<AnswerCitation[]>(citations),
    summary: summaryOf(decodeOrNull<string | SummaryTurn[]>(summary)),
    trace: decode<AnswerTrace>(trace),
    calls: await listCalls(tx, { messageId, limit: CALLS_MAX }),
    feedback: await readFeedback(tx, messageId),
    confirmedAt: confirmedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}

function summaryOf(kept: string | SummaryTurn[] | null): SummaryTurn[] | null {
  return typeof kept === 'string' ? [{ from: null, text: kept }] : kept
}

async function readFeedback(tx: OrgTx, answerId: Id): Promise<AnswerFeedback[]> {
  const { rows } = await tx.query<FeedbackRow>(FEEDBACK, [tx.orgId, answerId])
  return rows.map(({ isContact, name, rating, why, at }) => ({
    ...{ by: isContact ? 'contact' : 'member', name, rating },
    why: decodeOrNull<string>(why),
    at: at.toISOString(),
  }))
}
