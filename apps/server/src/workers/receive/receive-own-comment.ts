import type { Id } from '@hilo/protocol'
import { findPublic } from '../../domain/delivery/find-public.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { receivePublicReply } from '../../domain/message/receive-public-reply.ts'
import type { WorkerContext } from '../context.ts'
import type { StatusWorker } from './apply-status.ts'
import { type Comment, contentOf } from './comment-content.ts'
import { lettersOf } from './letters-of.ts'
import { waitForSend } from './wait-for-send.ts'

/**
 * What the business says in public comes back as a comment. One that was sent from here settles its delivery,
 * by its words where the answer to the send is not stored; one that was written elsewhere stands under the
 * comment that it answers.
 *
 * @returns false when it answers nothing that is known here.
 */
export async function receiveOwnComment(
  context: WorkerContext,
  statuses: StatusWorker,
  { inbox, comment }: { inbox: Inbox; comment: Comment },
): Promise<boolean> {
  const { externalId, parentExternalId, at } = comment
  if (parentExternalId === null) return false
  const ours = await deliveryOf(context, inbox, { ...comment, parentExternalId })
  if (ours !== null) {
    const { orgId, id: inboxId, account } = inbox
    const status = { type: 'status', account, externalId, opaque: ours, at, failure: null } as const
    await statuses.apply({ orgId, inboxId }, { ...status, status: 'sent' })
    return true
  }
  const said = { externalId, parentExternalId, content: contentOf(comment), sentAt: at }
  const received = await receivePublicReply(context.db, inbox, said)
  if (received === 'unknown') return false
  if (received !== 'known') {
    context.bus.publish({ type: 'conversation', orgId: inbox.orgId, ...received })
  }
  return true
}

type Own = Pick<Comment, 'externalId' | 'text'> & { parentExternalId: string }

/** The delivery that it is of. One in doubt is told by its words, so it is waited only for what is being sent. */
function deliveryOf({ db }: WorkerContext, inbox: Inbox, own: Own): Promise<Id | null> {
  return waitForSend(async () => {
    const { sentId, doubtful } = await findPublic(db, inbox, own)
    const same = doubtful.find(({ text }) => lettersOf(text) === lettersOf(own.text ?? ''))
    const isSending = doubtful.some(({ status }) => status === 'sending')
    return { found: sentId ?? same?.id ?? null, isSending }
  })
}
