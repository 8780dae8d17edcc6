import { type Address, newId } from '@hilo/protocol'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { findMessage } from '../../domain/message/find.ts'
import { markHidden } from '../../domain/message/mark-hidden.ts'
import type { WorkerContext } from '../context.ts'
import { amend } from './amend.ts'
import type { StatusWorker } from './apply-status.ts'
import { type Comment, contentOf } from './comment-content.ts'
import type { ReceiveMessage } from './receive-message.ts'
import { receiveOwnComment } from './receive-own-comment.ts'

/**
 * Takes in what somebody said in public under a post of the business. It stands in their conversation as what
 * it is: it wakes no micro-backend, answers no question and opens no window.
 *
 * @returns false when nobody here can answer it: the business's own that answers nothing known here, or one
 * whose writer is not told.
 */
export type ReceiveComment = (inbox: Inbox, comment: Comment) => Promise<boolean>

export function createReceiveComment(
  context: WorkerContext,
  receive: ReceiveMessage,
  statuses: StatusWorker,
): ReceiveComment {
  return async (inbox, comment) => {
    if (comment.change !== 'added') {
      await change(context, inbox, comment)
      return true
    }
    const { from, externalId, parentExternalId, postExternalId, at } = comment
    if (from !== null && comment.isOwn) return receiveOwnComment(context, statuses, { inbox, comment })
    if (from === null) return false
    await receive(inbox, {
      ...{ id: newId(), externalId, senderName: from.name, locale: null, sentAt: at, windowHours: 0 },
      sender: [{ kind: ADDRESS_KINDS[inbox.channel], value: from.externalId }],
      content: contentOf(comment),
      replyTo: parentExternalId === postExternalId ? null : parentExternalId,
      clientId: null,
    })
    return true
  }
}

const ADDRESS_KINDS: Record<Inbox['channel'], Address['kind']> = {
  ...{ instagram: 'igsid', messenger: 'psid', whatsapp: 'wa_id', web: 'visitor' },
}

/** It was changed, taken away, hidden or shown; one that is not known here changes nothing. */
async function change(context: WorkerContext, inbox: Inbox, comment: Comment): Promise<void> {
  const { externalId: targetExternalId, text, isOwn, change: what } = comment
  if (what === 'hidden' || what === 'shown') {
    const hidden = { externalId: targetExternalId, isHidden: what === 'hidden' }
    const marked = await markHidden(context.db, { orgId: inbox.orgId, inboxId: inbox.id }, hidden)
    if (marked) context.bus.publish({ type: 'conversation', orgId: inbox.orgId, ...marked })
    return
  }
  const found = await findMessage(context.db, inbox, targetExternalId)
  if (!found) return
  const content =
    what === 'removed'
      ? ({ type: 'unsend', targetExternalId } as const)
      : ({ type: 'edit', targetExternalId, text: text ?? '' } as const)
  const direction = isOwn ? 'out' : 'in'
  await amend(context, inbox, { conversationId: found.conversationId, direction, content })
}
