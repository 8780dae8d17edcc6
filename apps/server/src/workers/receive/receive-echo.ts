import { setTimeout as sleep } from 'node:timers/promises'
import type { Content, Id } from '@hilo/protocol'
import { type Doubtful, findEchoed } from '../../domain/delivery/find-echoed.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import type { Inbound } from '../../domain/message/inbound.ts'
import { receiveEcho } from '../../domain/message/receive-echo.ts'
import type { BoundChannel, WorkerContext } from '../context.ts'
import { amend } from './amend.ts'
import type { StatusWorker } from './apply-status.ts'
import { lettersOf } from './letters-of.ts'

export type ReceiveEcho = (inbox: Inbox, message: Inbound, opaque: string | null) => Promise<void>

/** For so long an echo waits for the answer to a send that it may be of. */
const LOOKS = 40
const PAUSE_MS = 250

/**
 * Takes in what the business wrote in its phone or page, and shows it to who looks. What was sent from here
 * comes back too, on some platforms without our id and before the answer to the send: then its words tell,
 * and it settles the delivery.
 */
export function createReceiveEcho(context: WorkerContext, statuses: StatusWorker): ReceiveEcho {
  const { db, keys, node, bus } = context
  const seen = new Set<string>()
  return async (inbox, message, opaque) => {
    const ours = await whatWasSent(context, inbox, { message, opaque })
    if (ours !== null) {
      const { externalId, sentAt: at } = message
      const status = { type: 'status', account: inbox.account, externalId, at, failure: null } as const
      const binding = { orgId: inbox.orgId, inboxId: inbox.id, channel: inbox.channel }
      await statuses.apply(binding, { ...status, status: 'sent', opaque: ours })
      return
    }
    const echoed = await receiveEcho({ db, keys, nodeId: node.id, seen }, inbox, { message, opaque })
    if (!echoed) return
    bus.publish({ type: 'conversation', orgId: inbox.orgId, ...echoed })
    const { conversationId } = echoed
    await amend(context, inbox, { conversationId, direction: 'out', content: message.content })
  }
}

type Echo = { message: Inbound; opaque: string | null }

/**
 * The delivery that an echo is of, where nobody knew yet that it arrived; null when it is news, or settled.
 */
async function whatWasSent(
  context: WorkerContext,
  inbox: Inbox,
  { message, opaque }: Echo,
): Promise<Id | null> {
  const { externalId, sender: recipient, content } = message
  const bound = context.channelOf(inbox)
  for (let look = 0; look < LOOKS; look++) {
    const { isOurs, doubtful } = await findEchoed(context, inbox, { recipient, externalId, opaque })
    if (isOurs) return doubtful.find(({ id }) => id === opaque)?.id ?? null
    const same = doubtful.find((one) => bound && isSame(bound, one, content))
    if (same) return same.id
    if (!doubtful.some(({ status }) => status === 'sending')) return null
    await sleep(PAUSE_MS)
  }
  return null
}

function isSame({ channel }: BoundChannel, { content, part }: Doubtful, echoed: Content): boolean {
  const sent = channel.parts(content)[part]
  const [ours, theirs] = [wordsOf(sent), wordsOf(echoed)]
  return ours !== '' && ours === theirs
}

function wordsOf(content: Content | undefined): string {
  return lettersOf(content && 'text' in content ? (content.text ?? '') : '')
}
