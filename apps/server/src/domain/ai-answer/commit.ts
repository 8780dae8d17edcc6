import type { Content, Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { enqueue } from '../job/enqueue.ts'
import type { Answer } from './answer.ts'
import { giveByAi } from './leave-to-people.ts'
import { LAST_ANSWER, READ_SEQ } from './read-seq.ts'
import { routeByAi } from './route.ts'
import { sayAnswer } from './say.ts'

const STANDING = statement(`
  select c.last_in_seq as "lastInSeq", ${LAST_ANSWER} as "lastId",
    exists (select from ai_answer where org_id = $1 and id = $3) as "isKnown",
    coalesce(${READ_SEQ}, 0) as "readSeq"
  from conversation c where c.org_id = $1 and c.id = $2`)
// The contact's own words are the only ones that confirm it, and only what they were said to last: neither an
// answer before one that was none, nor what people or code have answered since.
const CONFIRM = statement(`
  update ai_answer a set confirmed_at = now() where a.org_id = $1 and a.confirmed_at is null
    and a.action = 'answer' and a.id = (
      select id from ai_answer where org_id = $1 and conversation_id = $2 and action <> 'clarify'
      order by read_seq desc, created_at desc limit 1)
    and not exists (
      select from message m where m.org_id = $1 and m.conversation_id = $2 and m.seq > a.read_seq
      and m.direction = 'out' and m.author in ('agent', 'backend'))`)

const SUMMARISED_MIN = 3

export type AnswerCommit = {
  /** The message's id, which is the answer's too. */
  id: Id
  conversationId: Id
  /** As it was when what is answered was read. */
  epoch: number
  readSeq: number
  answer: Answer
  /** The answer that did not help, if it is about that and nothing else was written; it has to be the last. */
  unhappyWith: Id | null
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
  const { id, conversationId, epoch, readSeq, answer, isPatient, parts } = commit
  const before = await lockedConversation(tx, conversationId)
  const { rows } = await tx.query<Standing>(STANDING, [tx.orgId, conversationId, id])
  const standing = rows[0] as Standing
  if (standing.isKnown) return { type: 'said', version: before.version }
  const isHeld = before.holder === 'ai' && before.status === 'open' && before.epoch === epoch
  if (!isHeld || isAnswered(standing, commit)) return { type: 'gone' }
  if (standing.lastInSeq > readSeq && isPatient) return { type: 'superseded' }
  if (commit.confirms) await tx.query(CONFIRM, [tx.orgId, conversationId])
  const reason = answer.action === 'handoff' ? answer.reason : null
  const said = await sayAnswer(tx, before, { id, readSeq, answer, parts, isWaiting: reason !== null })
  if (reason === null && said !== null) return { type: 'said', version: said }
  const { summary } = answer
  const { topics } = answer.trace
  const given = { reason: reason ?? 'not_sent', summary, messageId: id, topics }
  if (isLong(answer)) await enqueue(tx, { kind: 'summarise', conversationId, answerId: id })
  const version = await giveByAi(tx, conversationId, given)
  if (answer.route) await routeByAi(tx, conversationId, answer.route)
  return { type: 'said', version }
}

/** A turn or two are read sooner than what a model makes of them. */
function isLong({ trace, summary }: Answer): boolean {
  return trace.mode === 'model' && summary !== null && summary.length >= SUMMARISED_MIN
}

type Standing = { lastInSeq: number; lastId: Id | null; isKnown: boolean; readSeq: number }

function isAnswered(
  { lastId, readSeq: answered }: Standing,
  { unhappyWith, readSeq }: AnswerCommit,
): boolean {
  return unhappyWith === null ? answered >= readSeq : unhappyWith !== lastId
}
