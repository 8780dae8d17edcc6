import { AppError, type Conversation, type Id, type Wait } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { plantLook } from '../ai-answer/plant.ts'
import { getConversation, lockedConversation } from './conversation.ts'
import { recordEvent } from './record.ts'

const RUN = statement(
  `select wait from run where org_id = $1 and id = $2 and status in ('running', 'waiting')`,
)
// Due at once: the wake finds it. What people answered is not an answer to the code's question.
const RESUME = statement(`
  update run r set wake = case when r.wake = 'cancel' then r.wake else 'hand_back' end, due_at = now(),
         read_seq = greatest(r.read_seq, c.seq), crashes = 0
  from conversation c where c.org_id = $1 and c.id = $2 and r.org_id = $1 and r.id = c.run_id`)
const GIVE = statement(`
  update conversation set holder = $3, turn_epoch = turn_epoch + 1, version = version + 1, changed_at = now(),
         handoff_reason = null, waiting_since = null
  where org_id = $1 and id = $2`)

type HandBack = {
  conversationId: Id
  /** Null where the resume rule of the run does it, after `silenceMs` without a message. */
  memberId: Id | null
  silenceMs?: number
}

/**
 * Gives the turn back. The run goes on where it waited and asks its question again; messages that came while
 * people held the conversation are not answers. Without a live run the next message starts one; where AI
 * answers it has the turn, and answers what nobody has.
 *
 * @returns the conversation, and the run that is due now.
 * @throws AppError `not_found`; `conflict` when people do not hold it, another app does, or it is closed.
 */
export async function handBack(
  tx: OrgTx,
  { conversationId, memberId, silenceMs }: HandBack,
): Promise<{ conversation: Conversation; runId: Id | null }> {
  const before = await lockedConversation(tx, conversationId)
  if (before.status === 'closed')
    throw new AppError('conflict', 'Reopen the conversation before you hand it back.')
  if (before.holder !== 'human')
    throw new AppError('conflict', 'Nobody holds this conversation: there is nothing to hand back.')
  if (before.threadOwner !== null)
    throw new AppError('conflict', 'Another app has this conversation: take it over before you hand it back.')
  const { rows } = await tx.query<{ wait: Buffer | null }>(RUN, [tx.orgId, before.runId])
  const [run] = rows
  const others = before.aiAnswers ? 'ai' : 'nobody'
  await tx.query(GIVE, [tx.orgId, conversationId, run ? 'backend' : others])
  await recordEvent(tx, {
    conversationId,
    type: 'handed_back',
    memberId,
    data: { resumes: waitName(run?.wait), ...(silenceMs === undefined ? {} : { silenceMs }) },
  })
  if (run) await tx.query(RESUME, [tx.orgId, conversationId])
  else if (before.aiAnswers) await plantLook(tx, conversationId)
  return { conversation: await getConversation(tx, conversationId), runId: run ? before.runId : null }
}

function waitName(wait: Buffer | null | undefined): string | null {
  return decodeOrNull<Wait>(wait ?? null)?.name ?? null
}
