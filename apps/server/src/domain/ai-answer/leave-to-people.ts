import type { HandoffReason, Id, SummaryTurn } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { recordEvent } from '../conversation/record.ts'

const GIVE = statement(`
  update conversation set holder = 'human', handoff_reason = $3, version = version + 1, changed_at = now()
  where org_id = $1 and id = $2 returning version`)

const LET_GO = statement(`
  update conversation set holder = 'nobody', version = version + 1, changed_at = now()
  where org_id = $1 and id = $2 and holder = 'ai' returning version`)

type Given = {
  reason: HandoffReason
  summary?: readonly SummaryTurn[] | null
  messageId?: Id
  /** The topics that the org wants people to answer, by name. */
  topics?: readonly string[] | undefined
}

/** Gives people the turn that AI has, and tells them why. The caller holds the conversation's lock. */
export async function giveByAi(
  tx: OrgTx,
  conversationId: Id,
  { reason, summary = null, messageId, topics }: Given,
): Promise<number> {
  const { rows } = await tx.query<{ version: number }>(GIVE, [tx.orgId, conversationId, encode(reason)])
  const data = {
    ...{ reason, ...(summary && { summary }), ...(messageId && { messageId }) },
    ...(topics && { topics }),
  }
  await recordEvent(tx, { conversationId, type: 'handed_off', memberId: null, isByAi: true, data })
  return rows[0]?.version ?? 0
}

/**
 * Leaves a conversation to people without a word to the contact, because none could be stored.
 *
 * @returns the conversation's new version; null when AI does not have it any more.
 */
export async function leaveToPeople(
  tx: OrgTx,
  conversationId: Id,
  reason: HandoffReason,
): Promise<number | null> {
  const { holder, status } = await lockedConversation(tx, conversationId)
  if (holder !== 'ai' || status !== 'open') return null
  return giveByAi(tx, conversationId, { reason })
}

/**
 * AI answers no more in the inbox: members see that nobody has the turn.
 *
 * @returns the conversation's new version; null when AI did not have it.
 */
export async function letGo(tx: OrgTx, conversationId: Id): Promise<number | null> {
  const { rows } = await tx.query<{ version: number }>(LET_GO, [tx.orgId, conversationId])
  return rows[0]?.version ?? null
}
