import { type Content, newId } from '@hilo/protocol'
import { type Profile, platformNameOf, snapshotOf, withPlatformName } from '../../domain/contact/contact.ts'
import { rename } from '../../domain/contact/rename.ts'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import { isWorded } from '../../domain/media-words/media-words.ts'
import type { Inbound } from '../../domain/message/inbound.ts'
import { receiveMessage } from '../../domain/message/receive.ts'
import { quietOf } from '../../domain/run/quiet.ts'
import type { Answering } from '../answer/answering.ts'
import type { WorkerContext } from '../context.ts'
import type { Deliverer } from '../deliver/deliver-message.ts'
import { heed } from '../heed.ts'
import type { TurnRunner } from '../turn/run-turn.ts'
import { amend } from './amend.ts'
import { heedReaction } from './heed-reaction.ts'
import { heedOwner, type Resume } from './receive-handover.ts'

export type ReceiveMessage = (inbox: Inbox, message: Inbound) => Promise<void>

type Parts = { turns: TurnRunner; deliverer: Deliverer; resume: Resume; answering: Answering }

/**
 * Takes one message in and lets the run that waits for it go on, in this process and without a queue between.
 * Resolves when the message is stored; the turn goes on by itself.
 */
export function createReceiveMessage(
  context: WorkerContext,
  { turns, deliverer, resume, answering }: Parts,
): ReceiveMessage {
  const { db, keys, node, bus } = context
  const seen = new Set<string>()
  return async (inbox, message) => {
    const newRunId = newId()
    const received = await receiveMessage({ db, keys, nodeId: node.id, seen }, inbox, { message, newRunId })
    // Also of one that is known: what it asks for may not have been done.
    await heed(context, deliverer.kick, { inbox, message })
    await heedReaction(context, inbox, message)
    if (!received) return
    const { conversationId, contactId, seq, version, at, profile, run, threadOwner, answerInMs } = received
    const quiet = run && quietOf(inbox, run, message.content)
    if (run && quiet) await turns.gather(run, quiet)
    else if (run) {
      const contact = snapshotOf(contactId, named(profile, message), {
        channel: inbox.channel,
        addresses: message.sender,
        locale: inbox.orgLocale,
      })
      // Only when this message is all there is to read; otherwise the runner reads the inbox itself.
      const fresh = run.readSeq === seq - 1 && run.wake !== 'cancel' && !hasWords(message.content)
      const unread = [{ id: message.id, seq, content: message.content, at }]
      const hint = { contact, inbox: unread, now: at, recipient: message.sender, awaitsWords: false }
      turns.play(run, fresh ? hint : null)
    }
    if (answerInMs !== null) answering.expect(inbox.orgId, conversationId, answerInMs)
    bus.publish({ type: 'conversation', orgId: inbox.orgId, conversationId, version })
    await heedOwner(context, resume, { inbox, message, conversationId, threadOwner })
    await amend(context, inbox, { conversationId, direction: 'in', content: message.content })
    // What a comment calls its writer may be a user name: it is better than none.
    const isWorse = message.content.type === 'comment' && platformNameOf(profile) !== undefined
    if (message.senderName && !isWorse && message.senderName !== platformNameOf(profile)) {
      const after = named(profile, message)
      await rename(db, { orgId: inbox.orgId, contactId, before: profile, after })
    }
  }
}

/** Of its file it may be found out what it says: the runner looks how far that is. */
function hasWords(content: Content): boolean {
  return content.type === 'media' && isWorded(content.kind)
}

function named(profile: Profile, message: Inbound): Profile {
  return message.senderName ? withPlatformName(profile, message.senderName) : profile
}
