import type { ChannelEvent } from '@hilo/channels'
import { type Address, type ContentOf, newId } from '@hilo/protocol'
import type { Inbox } from '../domain/inbox/inbox.ts'
import { findMessage } from '../domain/message/find.ts'
import { amend } from './amend.ts'
import type { WorkerContext } from './context.ts'
import type { ReceiveMessage } from './receive-message.ts'

export type Comment = Extract<ChannelEvent, { type: 'comment' }>

/**
 * Takes in what somebody said in public under a post of the business. It stands in their conversation as what
 * it is: it wakes no micro-backend, answers no question and opens no window.
 *
 * @returns false when nobody here can answer it: the business's own, or one whose writer is not told.
 */
export type ReceiveComment = (inbox: Inbox, comment: Comment) => Promise<boolean>

export function createReceiveComment(context: WorkerContext, receive: ReceiveMessage): ReceiveComment {
  return async (inbox, comment) => {
    if (comment.change !== 'added') {
      await change(context, inbox, comment)
      return true
    }
    const { from, externalId, parentExternalId, postExternalId, at } = comment
    if (from === null || comment.isOwn) return false
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

function contentOf({ kind, text, postExternalId, url }: Comment): ContentOf<'comment'> {
  return {
    ...{ type: 'comment', kind, text: text ?? '' },
    ...(postExternalId !== null && { postExternalId }),
    ...(url !== null && { url }),
  }
}

/** Its writer changed it or took it away; one that is not known here changes nothing. */
async function change(context: WorkerContext, inbox: Inbox, comment: Comment): Promise<void> {
  const { externalId: targetExternalId, text, change: what } = comment
  const found = await findMessage(context.db, inbox, targetExternalId)
  if (!found) return
  const content =
    what === 'removed'
      ? ({ type: 'unsend', targetExternalId } as const)
      : ({ type: 'edit', targetExternalId, text: text ?? '' } as const)
  await amend(context, inbox, { conversationId: found.conversationId, direction: 'in', content })
}
