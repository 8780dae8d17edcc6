import type { Inbox } from '../domain/inbox/inbox.ts'
import type { Inbound } from '../domain/message/inbound.ts'
import { receiveEcho } from '../domain/message/receive-echo.ts'
import { amend } from './amend.ts'
import type { WorkerContext } from './context.ts'

export type ReceiveEcho = (inbox: Inbox, message: Inbound, opaque: string | null) => Promise<void>

/** Takes in what the business wrote in its phone or page, and shows it to who looks. */
export function createReceiveEcho(context: WorkerContext): ReceiveEcho {
  const { db, keys, node, bus } = context
  const seen = new Set<string>()
  return async (inbox, message, opaque) => {
    const echoed = await receiveEcho({ db, keys, nodeId: node.id, seen }, inbox, { message, opaque })
    if (!echoed) return
    bus.publish({ type: 'conversation', orgId: inbox.orgId, ...echoed })
    const { conversationId } = echoed
    await amend(context, inbox, { conversationId, direction: 'out', content: message.content })
  }
}
