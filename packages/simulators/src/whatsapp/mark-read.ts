import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { type Fields, textAt } from './fields.ts'
import { GraphError } from './graph-error.ts'
import { isProgress } from './report-status.ts'
import { announce, type BusinessNumber, chatOf, type WhatsApp } from './world.ts'

const TYPING_MS = 25_000

/**
 * Marks a message of the person, and those before it, as read, and shows "typing" when that is asked for.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/typing-indicators
 */
export function markRead(world: WhatsApp, number: BusinessNumber, fields: Fields): Answer {
  if (fields.status !== 'read') throw new GraphError(100, 'Param status must be "read".')
  const id = textAt(fields, 'message_id', { path: 'message_id', max: 512 })
  const message = world.messages.get(id)
  if (message?.direction !== 'in' || message.phoneNumberId !== number.phoneNumberId) {
    throw new GraphError(100, 'Param message_id names no message this number received.')
  }
  const chat = chatOf(world, number.phoneNumberId, message.personId)
  if (fields.typing_indicator !== undefined) chat.typingUntil = world.clock.now() + TYPING_MS
  for (const earlier of chat.messages) {
    if (earlier.direction === 'in' && isProgress(earlier, 'read')) {
      earlier.status = 'read'
      announce(world, earlier)
    }
    if (earlier === message) break
  }
  announce(world, message)
  return json(200, { success: true })
}
