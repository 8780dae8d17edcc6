import { setTimeout as sleep } from 'node:timers/promises'
import type { Id } from '@hilo/protocol'
import { findPublic } from '../../domain/delivery/find-public.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { receivePublicReply } from '../../domain/message/receive-public-reply.ts'
import type { WorkerContext } from '../context.ts'
import type { StatusWorker } from './apply-status.ts'
import { type Comment, contentOf } from './comment-content.ts'
import { lettersOf } from './letters-of.ts'

/** For so long it waits for the answer to a send that it may be of. */
const LOOKS = 40
const PAUSE_MS = 250

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
    const { orgId, id: inboxId, channel, account } = inbox
    const status = { type: 'status', account, externalId, opaque: ours, at, failure: null } as const
    await statuses.apply({ orgId, inboxId, channel }, { ...status, status: 'sent' })
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

async function deliveryOf({ db }: WorkerContext, inbox: Inbox, own: Own): Promise<Id | null> {
  for (let look = 0; look < LOOKS; look++) {
    const { sentId, doubtful } = await findPublic(db, inbox, own)
    if (sentId !== null) return sentId
    const same = doubtful.find(({ text }) => lettersOf(text) === lettersOf(own.text ?? ''))
    if (same) return same.id
    if (!doubtful.some(({ status }) => status === 'sending')) return null
    await sleep(PAUSE_MS)
  }
  return null
}
