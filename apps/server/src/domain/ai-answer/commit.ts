import type {
  AnswerAction,
  AnswerCitation,
  AnswerTrace,
  Choice,
  Content,
  HandoffReason,
  Id,
} from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type LockedConversation, lockedConversation } from '../conversation/conversation.ts'
import { judge } from '../delivery/judge.ts'
import { queueMessage } from '../message/queue.ts'
import { giveByAi } from './leave-to-people.ts'

const STANDING = statement(`
  select c.last_in_seq as "lastInSeq",
    exists (select from ai_answer where org_id = $1 and id = $3) as "isKnown",
    (select coalesce(max(read_seq), 0) from ai_answer where org_id = $1 and conversation_id = $2) as "readSeq"
  from conversation c where c.org_id = $1 and c.id = $2`)
const ADD = statement(`
  insert into ai_answer (org_id, id, inbox_id, conversation_id, read_seq, action, reason, mode, language,
    evidence, question, citations, summary, trace)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`)
// The contact's own words are the only ones that confirm it.
const CONFIRM = statement(`
  update ai_answer set confirmed_at = now() where org_id = $1 and confirmed_at is null and id = (
    select id from ai_answer where org_id = $1 and conversation_id = $2 and action = 'answer'
    order by read_seq desc limit 1)`)

/** What AI says, as the pipeline found it. */
export type NewAnswer = {
  action: AnswerAction
  text: string
  choices?: readonly Choice[]
  citations: readonly AnswerCitation[]
  reason: HandoffReason | null
  summary: string | null
  trace: AnswerTrace
}

export type AnswerCommit = {
  /** The message's id, which is the answer's too. */
  id: Id
  conversationId: Id
  /** As it was when what is answered was read. */
  epoch: number
  readSeq: number
  answer: NewAnswer
  /** What the contact wrote says that the answer before helped. */
  confirms: boolean
  /** Who goes on writing is answered at last, although there is something newer. */
  isPatient: boolean
  /** How the channel has to send it; null where it needs no deliveries. */
  parts: ((content: Content) => Content[]) | null
}

/**
 * What became of an answer: `said`, with the conversation's new version; `superseded` by a newer message;
 * `gone`: people or another have the turn, or it was answered already.
 */
export type Committed = { type: 'said'; version: number } | { type: 'superseded' } | { type: 'gone' }

/**
 * Says what AI found, with the trace of it, if the turn is still AI's and nothing newer was written: all of
 * it or nothing. With a hand-over people have the turn, told why. Safe to repeat: it is said once.
 */
export async function commitAnswer(tx: OrgTx, commit: AnswerCommit): Promise<Committed> {
  const { id, conversationId, epoch, readSeq, answer, isPatient } = commit
  const before = await lockedConversation(tx, conversationId)
  const { rows } = await tx.query<Standing>(STANDING, [tx.orgId, conversationId, id])
  const standing = rows[0] as Standing
  if (standing.isKnown) return { type: 'said', version: before.version }
  const isHeld = before.holder === 'ai' && before.status === 'open' && before.epoch === epoch
  if (!isHeld || standing.readSeq >= readSeq) return { type: 'gone' }
  if (standing.lastInSeq > readSeq && isPatient) return { type: 'superseded' }
  if (commit.confirms) await tx.query(CONFIRM, [tx.orgId, conversationId])
  const said = await say(tx, before, commit)
  await store(tx, before, commit)
  const reason = answer.action === 'handoff' ? answer.reason : null
  if (reason === null && said !== null) return { type: 'said', version: said }
  const { summary } = answer
  const given = { reason: reason ?? 'provider_error', summary, messageId: id }
  return { type: 'said', version: await giveByAi(tx, conversationId, given) }
}

type Standing = { lastInSeq: number; isKnown: boolean; readSeq: number }

/** @returns the conversation's new version; null when the platform lets nothing through. */
async function say(tx: OrgTx, before: LockedConversation, commit: AnswerCommit): Promise<number | null> {
  const { id, conversationId, answer, parts } = commit
  const { text, choices } = answer
  const content: Content = choices ? { type: 'choices', text, choices: [...choices] } : { type: 'text', text }
  const { reason, basis } = await judge(tx, before, { content, by: 'ai' })
  if (reason !== null) return null
  const { version } = await queueMessage(tx, {
    ...{ id, conversationId, content, basis, author: 'ai', memberId: null, clientId: null, replyTo: null },
    parts: parts ? parts(content).length : 0,
    isWaiting: answer.action === 'handoff',
  })
  return version
}

async function store(tx: OrgTx, { inboxId }: LockedConversation, commit: AnswerCommit): Promise<void> {
  const { id, conversationId, readSeq, answer } = commit
  const { action, reason, citations, summary, trace } = answer
  await tx.query(ADD, [
    ...[tx.orgId, id, inboxId, conversationId, readSeq, action, reason, trace.mode, trace.language],
    ...[trace.candidates[0]?.evidence ?? null, encode(trace.question), encode(citations)],
    ...[summary === null ? null : encode(summary), encode(trace)],
  ])
}
