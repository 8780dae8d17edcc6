import { AppError, type Content, type ContentOf, type Id, type MessageItem } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type LockedConversation, lockedConversation } from '../conversation/conversation.ts'
import { requireDeliverable } from '../delivery/judge.ts'
import { queueMessage } from './queue.ts'
import { type Quoted, quotedMessage } from './quoted.ts'
import { getMessage } from './timeline.ts'

const SENT = statement('select id from message where org_id = $1 and conversation_id = $2 and client_id = $3')
const REACTIONS = statement(`
  select m.content from message m
  where m.org_id = $1 and m.conversation_id = $2 and m.direction = 'out' and m.reply_to_external_id = $3
    and not exists (
      select from delivery d where d.org_id = m.org_id and d.message_id = m.id
        and d.status in ('failed', 'cancelled'))
  order by m.seq desc`)

/** WhatsApp refuses older ones (131009). */
const DAYS_MAX = 30
const SAYS_NOTHING = new Set<Content['type']>(['reaction', 'comment', 'edit', 'unsend', 'system'])

type Reaction = {
  conversationId: Id
  messageId: Id
  memberId: Id
  clientId: string
  emoji: string | null
  partsOf: (channel: LockedConversation['channel']) => ((content: Content) => Content[]) | null
}

/**
 * A member reacts to a message of the contact, or takes that back. It answers nothing: whoever has the turn
 * keeps it, and a contact who waits goes on waiting. A retried call with the same client id does it once.
 *
 * @throws AppError `not_found`; `conflict` when the conversation is closed, the message is gone, or it is so
 * already; `window_closed`; `opt_in_missing`; `invalid_request` for what nobody can react to.
 */
export async function reactToMessage(tx: OrgTx, reaction: Reaction): Promise<MessageItem> {
  const { conversationId, messageId, memberId, clientId, emoji, partsOf } = reaction
  const before = await lockedConversation(tx, conversationId)
  const { rows: sent } = await tx.query<{ id: Id }>(SENT, [tx.orgId, conversationId, clientId])
  if (sent[0]) return getMessage(tx, sent[0].id)
  const target = await quotedMessage(tx, conversationId, messageId)
  const targetExternalId = checkTarget(before, target)
  await checkChange(tx, { conversationId, targetExternalId, emoji })
  const content: Content = { type: 'reaction', emoji, targetExternalId }
  const basis = await requireDeliverable(tx, before, { content, by: 'member' })
  // It carries no tag, so that a person may still answer helps it not.
  if (before.windowClosed) {
    throw new AppError(
      'window_closed',
      'A reaction can be sent only while the window is open: write instead.',
    )
  }
  const { id } = await queueMessage(tx, {
    ...{ conversationId, author: 'agent', memberId, content, clientId, basis, isWaiting: true },
    replyTo: { id: messageId, externalId: targetExternalId },
    parts: partsOf(before.channel)?.(content).length ?? 0,
  })
  return getMessage(tx, id)
}

function checkTarget({ channel }: LockedConversation, target: Quoted): string {
  const { externalId, direction, content, sentAt, unsentAt } = target
  if (channel === 'web')
    throw new AppError('invalid_request', 'The widget shows no reactions: write instead.')
  if (direction !== 'in' || externalId === null || SAYS_NOTHING.has(content.type)) {
    throw new AppError('invalid_request', 'React to a message that the contact wrote.')
  }
  if (unsentAt) throw new AppError('conflict', 'The message is not there any more.')
  if (Date.now() - sentAt.getTime() > DAYS_MAX * 86_400_000) {
    throw new AppError('conflict', `The message is older than ${DAYS_MAX} days: it takes no reactions.`)
  }
  return externalId
}

type Change = { conversationId: Id; targetExternalId: string; emoji: string | null }

/** What the contact sees already is not sent again. */
async function checkChange(tx: OrgTx, { conversationId, targetExternalId, emoji }: Change): Promise<void> {
  const { rows } = await tx.query<{ content: Buffer }>(REACTIONS, [
    tx.orgId,
    conversationId,
    targetExternalId,
  ])
  const contents = rows.map((row) => decode<Content>(row.content))
  const last = contents.find((content): content is ContentOf<'reaction'> => content.type === 'reaction')
  if ((last?.emoji ?? null) !== emoji) return
  throw new AppError(
    'conflict',
    emoji === null ? 'There is no reaction to take back.' : 'The message has this reaction already.',
  )
}
