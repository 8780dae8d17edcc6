import { type Fields, isFields } from '../whatsapp/fields.ts'
import { textAt } from './fields.ts'
import type { AccountCall } from './graph-call.ts'
import { invalid } from './refusal.ts'
import { announce, type Messaging, type Thread, tell } from './world.ts'

const TYPING_MS = 20_000
const REACTIONS: Record<string, string> = { love: '❤️', like: '👍', smile: '😊', wow: '😮', sad: '😢' }

/**
 * What a business does besides writing: typing, seen, a reaction.
 * https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions
 *
 * @throws GraphError 100
 */
export function senderAction({ world, fields }: AccountCall, thread: Thread): void {
  switch (fields.sender_action) {
    case 'typing_on':
      thread.typingUntil = world.clock.now() + TYPING_MS
      tell(world, thread)
      break
    case 'typing_off':
      thread.typingUntil = 0
      tell(world, thread)
      break
    case 'mark_seen':
      markSeen(world, thread)
      break
    case 'react':
    case 'unreact':
      reactAsBusiness(world, thread, fields)
      break
    default:
      throw invalid('Param sender_action must be one of {typing_on, typing_off, mark_seen, react, unreact}.')
  }
}

function markSeen(world: Messaging, thread: Thread): void {
  for (const message of thread.messages) {
    if (message.direction !== 'in' || message.status === 'read') continue
    message.status = 'read'
    announce(world, message)
  }
}

function reactAsBusiness(world: Messaging, thread: Thread, fields: Fields): void {
  const payload = isFields(fields.payload) ? fields.payload : {}
  const id = textAt(payload, 'message_id', { path: 'payload[message_id]', max: 512 })
  const message = thread.messages.find((candidate) => candidate.id === id)
  if (!message) throw invalid('Param payload[message_id] names no message of this thread.')
  const reaction = typeof payload.reaction === 'string' ? payload.reaction : 'love'
  message.reactions.business = fields.sender_action === 'react' ? (REACTIONS[reaction] ?? reaction) : null
  announce(world, message)
}
