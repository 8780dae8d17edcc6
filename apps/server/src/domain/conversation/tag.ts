import { AppError, CONVERSATION_TAGS_MAX, type Conversation, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { chooseTag } from '../tag/choose.ts'
import { putTag, takeTag } from '../tag/tag.ts'
import { getConversation, lockedConversation } from './conversation.ts'
import { recordEvent } from './record.ts'

const CHANGE = statement(`
  update conversation set version = version + 1, changed_at = now() where org_id = $1 and id = $2`)

type Tagging = { conversationId: Id; tag: string; memberId: Id; apiKeyId: ActorIds['apiKeyId'] }

/**
 * Puts a tag on a conversation. One that is there changes nothing; one that the org has not becomes its own.
 *
 * @throws AppError `not_found`; `conflict` when there are too many.
 */
export async function tagConversation(tx: OrgTx, tagging: Tagging): Promise<Conversation> {
  const { conversationId } = tagging
  await lockedConversation(tx, conversationId)
  const tag = await chooseTag(tx, tagging.tag)
  const { tags } = await getConversation(tx, conversationId)
  if (!tags.includes(tag) && tags.length >= CONVERSATION_TAGS_MAX) {
    const problem = `A conversation has at most ${CONVERSATION_TAGS_MAX} tags. Take one off first.`
    throw new AppError('conflict', problem)
  }
  return change(tx, { ...tagging, tag }, 'tagged')
}

/** Takes it off. @throws AppError `not_found` */
export function untagConversation(tx: OrgTx, tagging: Tagging): Promise<Conversation> {
  return change(tx, tagging, 'untagged')
}

async function change(
  tx: OrgTx,
  { conversationId, tag, memberId, apiKeyId }: Tagging,
  type: 'tagged' | 'untagged',
): Promise<Conversation> {
  await lockedConversation(tx, conversationId)
  const alter = type === 'tagged' ? putTag : takeTag
  if (await alter(tx, conversationId, tag)) {
    await tx.query(CHANGE, [tx.orgId, conversationId])
    await recordEvent(tx, { conversationId, type, memberId, apiKeyId, data: { tag } })
  }
  return getConversation(tx, conversationId)
}
