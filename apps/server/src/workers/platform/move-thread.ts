import { AppError, type Conversation, type Id } from '@hilo/protocol'
import { readAddresses, toAddresses } from '../../domain/contact/addresses.ts'
import { getConversation, lockedConversation } from '../../domain/conversation/conversation.ts'
import { changeOwner, UNKNOWN_APP } from '../../domain/handover/change-owner.ts'
import type { WorkerContext } from '../context.ts'
import type { HttpSend } from './http-send.ts'

type At = { orgId: Id; conversationId: Id; memberId: Id }

/**
 * A member takes a thread from the app that has it, or gives it back. The platform is asked first: what is
 * known here follows it.
 *
 * Each throws AppError `not_found`; `conflict` when there is nothing to take or to give back, or the platform
 * refuses, in its own words; `unavailable` when it does not answer.
 */
export type ThreadMover = {
  take(at: At): Promise<Conversation>
  giveBack(at: At): Promise<Conversation>
}

export function createThreadMover(context: WorkerContext, http: HttpSend): ThreadMover {
  const { db } = context
  const ask = async (at: At, target: string | null) => {
    const { orgId, conversationId } = at
    const step = readAddresses(orgId, conversationId)
    const { inboxId, addresses } = await db.withOrg(orgId, async (tx) => {
      const locked = await lockedConversation(tx, conversationId)
      return { ...locked, addresses: toAddresses(await tx.query(step.statement, step.values)) }
    })
    const inbox = await context.inboxes(orgId, inboxId)
    const bound = inbox && !inbox.isDisconnected ? context.channelOf(inbox) : null
    const threads = bound?.channel.threads
    const move =
      target === null
        ? ({ type: 'take' } as const)
        : target === UNKNOWN_APP
          ? ({ type: 'release' } as const)
          : ({ type: 'pass', appId: target } as const)
    const request = bound && threads?.render(move, addresses, bound.settings)
    if (!bound || !threads || !request) {
      throw new AppError('conflict', 'On this channel no app can be asked for a conversation.')
    }
    const answer = await http(request)
    if (answer.type !== 'answered') throw new AppError('unavailable', 'The platform could not be reached.')
    const moved = threads.read(answer.status, answer.body)
    if (moved.type !== 'done') {
      throw new AppError(moved.type === 'retry' ? 'unavailable' : 'conflict', moved.reason)
    }
  }
  const settle = ({ orgId, conversationId, memberId }: At, owner: string | null) =>
    db.withOrg(orgId, async (tx) => {
      await changeOwner(tx, { conversationId, owner, at: null, memberId })
      return getConversation(tx, conversationId)
    })
  const read = ({ orgId, conversationId }: At) =>
    db.withOrg(orgId, (tx) => getConversation(tx, conversationId))
  return {
    async take(at) {
      const { threadOwner } = await read(at)
      if (threadOwner === null) throw new AppError('conflict', 'No other app has this conversation.')
      await ask(at, null)
      return settle(at, null)
    },
    async giveBack(at) {
      const { threadTakenFrom } = await read(at)
      if (threadTakenFrom === null) {
        throw new AppError('conflict', 'This conversation was taken from no other app.')
      }
      await ask(at, threadTakenFrom)
      return settle(at, threadTakenFrom)
    },
  }
}
