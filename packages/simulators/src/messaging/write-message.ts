/** What a person does on the phone: every message goes to the server as a signed webhook. */
import { AppError } from '@hilo/protocol'
import type { Fields } from '../whatsapp/fields.ts'
import { type At, messageOf, placeOf } from './find.ts'
import { pushEvent } from './push-event.ts'
import { openWindow } from './window.ts'
import {
  addMessage,
  announce,
  type DirectMessage,
  type MessageBody,
  type Messaging,
  type Thread,
} from './world.ts'

const EDITS_MAX = 5

/**
 * Sends one message of a person to a business. Writing to a business that was blocked lifts the block.
 *
 * @throws AppError `not_found` when there is no such person or account.
 */
export function writeMessage(world: Messaging, at: At, body: MessageBody): DirectMessage {
  const { thread } = placeOf(world, at)
  const message = newMessage(world, thread, { direction: 'in', author: 'person', body })
  thread.isBlocked = false
  openWindow(world, thread, body.referral)
  addMessage(world, message)
  const { postback, referral } = body
  if (postback) {
    const event = { postback: { mid: message.id, ...postback, referral } }
    pushEvent(world, thread, { field: 'postback', event, at: message.at, mid: message.id })
  } else {
    const event = { message: wireMessage(message) }
    pushEvent(world, thread, { field: 'message', event, at: message.at, mid: message.id })
  }
  return message
}

/** A message as a webhook says it. */
function wireMessage({ id, body }: DirectMessage): Fields {
  const { text, attachments, quickReply, replyTo, story, referral, isUnsupported } = body
  return {
    mid: id,
    text,
    attachments,
    quick_reply: quickReply === undefined ? undefined : { payload: quickReply },
    reply_to: story ? { story } : replyTo === undefined ? undefined : { mid: replyTo },
    referral,
    is_unsupported: isUnsupported,
  }
}

/** A message that nobody was told of yet. */
export function newMessage(
  world: Messaging,
  thread: Thread,
  said: Pick<DirectMessage, 'direction' | 'author' | 'body'> & { metadata?: string | null },
): DirectMessage {
  return {
    id: world.traits.newMid(),
    accountId: thread.accountId,
    personId: thread.personId,
    at: world.clock.now(),
    metadata: null,
    status: 'sent',
    reactions: { person: null, business: null },
    pressed: null,
    edits: 0,
    isUnsent: false,
    isSeen: said.direction === 'in',
    ...said,
  }
}

/** Puts an emoji on a message, or takes it back with null. A reaction opens the window as a message does. */
export function react(
  world: Messaging,
  { messageId, emoji, ...at }: At & { messageId: string; emoji: string | null },
): DirectMessage {
  const { thread } = placeOf(world, at)
  const message = messageOf(world, at, messageId)
  const was = message.reactions.person
  message.reactions.person = emoji
  if (emoji !== null) openWindow(world, thread)
  announce(world, message)
  const shown = emoji ?? was
  const named = shown === null ? {} : { reaction: REACTIONS[shown] ?? 'other', emoji: shown }
  const reaction = { mid: messageId, action: emoji === null ? 'unreact' : 'react', ...named }
  pushEvent(world, thread, { field: 'reaction', event: { reaction } })
  return message
}

const REACTIONS: Record<string, string> = {
  '😊': 'smile',
  '😡': 'angry',
  '😢': 'sad',
  '😮': 'wow',
  '❤': 'love',
  '❤️': 'love',
  '👍': 'like',
  '👎': 'dislike',
}

/** Changes the text of a message that was sent. @throws AppError `invalid_request` after the fifth time. */
export function editMessage(
  world: Messaging,
  { messageId, text, ...at }: At & { messageId: string; text: string },
): DirectMessage {
  const { thread } = placeOf(world, at)
  const message = ownMessage(world, at, messageId)
  if (message.body.text === undefined) {
    throw new AppError('invalid_request', 'Only a message with text can be edited.')
  }
  if (message.edits >= EDITS_MAX) {
    throw new AppError('invalid_request', `A message can be edited ${EDITS_MAX} times at most.`)
  }
  message.edits += 1
  message.body = { ...message.body, text }
  announce(world, message)
  const edit = { mid: messageId, text, num_edit: message.edits }
  pushEvent(world, thread, { field: 'edit', event: { message_edit: edit } })
  return message
}

/** Takes a message back; nothing of it is left on the phone. */
export function unsend(world: Messaging, { messageId, ...at }: At & { messageId: string }): DirectMessage {
  const { thread } = placeOf(world, at)
  const message = ownMessage(world, at, messageId)
  message.isUnsent = true
  message.body = {}
  announce(world, message)
  const event = { message: { mid: messageId, is_deleted: true } }
  pushEvent(world, thread, { field: 'message', event })
  return message
}

function ownMessage(world: Messaging, at: At, messageId: string): DirectMessage {
  const message = messageOf(world, at, messageId)
  if (message.direction === 'in' && !message.isUnsent) return message
  throw new AppError('invalid_request', 'Only an own message that is still there can be changed.')
}
