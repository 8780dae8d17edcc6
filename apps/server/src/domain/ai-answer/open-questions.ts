import {
  type AnswerTrace,
  answerTextOf,
  type Content,
  type HandoffReason,
  type Id,
  type OpenQuestion,
} from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type LeftQuestion, type Spoken, stillOpen } from './still-open.ts'

// A conversation that was resolved has no open question; what is asked afterwards begins anew.
const SAID = statement(`
  select m.id, m.seq, m.author, m.content, m.created_at as at, a.action, a.reason, a.language, a.trace,
    a.settled, a.settled_after as "settledAfter"
  from message m left join ai_answer a on a.org_id = m.org_id and a.id = m.id
  where m.org_id = $1 and m.conversation_id = $2 and m.unsent_at is null
    and m.author in ('contact', 'agent', 'ai')
    and m.seq > coalesce((select max(e.after_seq) from conversation_event e
      where e.org_id = $1 and e.conversation_id = $2 and e.type in ('closed', 'reopened')), 0)
  order by m.seq desc limit $3`)

/** People who wrote so much since have moved on. */
const MESSAGES_MAX = 100

/** What an article would have helped with. */
const REASONS: readonly (HandoffReason | null)[] = ['no_evidence', 'model_declined', 'low_confidence']

/** What was kept of an answer, as far as it leaves questions open. */
export type AnswerRow = { id: Id; reason: HandoffReason | null; trace: Buffer }
type Answered = AnswerRow & { action: string; settled: number[]; settledAfter: number[] }
type Trace = Partial<Pick<AnswerTrace, 'language' | 'question' | 'parts'>>
type Row = { id: Id; seq: number; author: 'contact' | 'agent' | 'ai'; content: Buffer; at: Date } & (
  | { action: null }
  | Answered
)

/** The questions that a conversation's contact still waits for, as `stillOpen` says; the oldest first. */
export async function listOpenQuestions(tx: OrgTx, conversationId: Id): Promise<OpenQuestion[]> {
  const { rows } = await tx.query<Row>(SAID, [tx.orgId, conversationId, MESSAGES_MAX])
  const said = rows.map((row) => ({ seq: row.seq, spoken: spokenOf(row) }))
  // Of the same number the message comes first: it had been said when its member settled something.
  const inOrder = [...said, ...rows.flatMap(settledIn)].toSorted((a, b) => a.seq - b.seq)
  return stillOpen(
    inOrder.map(({ spoken }) => spoken),
    new Date(),
  )
}

/** What a member has settled takes no part in what is replied later, and did in what had been. */
function settledIn(row: Row): { seq: number; spoken: Spoken }[] {
  if (row.action === null) return []
  const { id: messageId, settled, settledAfter } = row
  return settled.map((part, at) => {
    const seq = Math.max(settledAfter[at] ?? 0, row.seq)
    return { seq, spoken: { by: 'settling', messageId, part } }
  })
}

function spokenOf(row: Row): Spoken {
  if (row.author === 'contact') return { by: 'contact' }
  const said = { text: answerTextOf(decode<Content>(row.content)), at: row.at }
  if (row.author === 'agent') return { by: 'agent', ...said }
  if (row.action === null) return { by: 'ai', ...said, asked: null, left: [] }
  const trace = traceOf(row)
  const asked = row.action === 'answer' ? (trace.question ?? '') : null
  return { by: 'ai', ...said, asked, left: leftBy(row, trace) }
}

function traceOf({ trace }: AnswerRow): Trace {
  return decodeOrNull<Trace>(trace) ?? {}
}

/** Of a message with several questions those that were not answered; of any other all of it. */
export function leftBy(answer: AnswerRow, trace = traceOf(answer)): LeftQuestion[] {
  const { id: messageId, reason } = answer
  if (!REASONS.includes(reason)) return []
  const { language = '', question = '', parts = [] } = trace
  const all = parts.length > 0 ? parts : [{ question, isAnswered: false }]
  return all.flatMap((one, at): LeftQuestion[] => {
    // Who asked may have taken it back.
    if (one.isAnswered || one.question.trim() === '') return []
    return [{ messageId, part: parts.length > 0 ? at + 1 : 0, question: one.question, language }]
  })
}
