import { AppError } from '@hilo/protocol'
import { isFields } from '../meta/fields.ts'
import { announce, type PhoneMessage, type WhatsApp } from './world.ts'
import { writeMessage } from './write-message.ts'

type Change = { personId: string; messageId: string }

/**
 * Changes the text of a message, or the caption of a picture.
 *
 * @throws AppError `not_found`, or `invalid_request` for what has no words and what is not the person's own.
 */
export function editMessage(world: WhatsApp, { text, ...on }: Change & { text: string }): PhoneMessage {
  const message = ownMessage(world, on)
  const { type, body } = message
  const key = type === 'text' ? 'body' : 'caption'
  if (!isFields(body) || typeof body[key] !== 'string') {
    throw new AppError('invalid_request', 'Only a text, or a picture with words under it, can be edited.')
  }
  message.body = { ...body, [key]: text }
  message.edits = (message.edits ?? 0) + 1
  announce(world, message)
  const after = { type, [type]: message.body }
  const { personId, phoneNumberId } = message
  const edit = { original_message_id: message.id, message: after }
  writeMessage(world, { personId, phoneNumberId }, { type: 'edit', body: edit })
  return message
}

/** Takes a message back for everybody. @throws AppError */
export function unsendMessage(world: WhatsApp, on: Change): PhoneMessage {
  const message = ownMessage(world, on)
  message.isUnsent = true
  message.body = {}
  announce(world, message)
  const { personId, phoneNumberId } = message
  const body = { original_message_id: message.id }
  writeMessage(world, { personId, phoneNumberId }, { type: 'revoke', body })
  return message
}

function ownMessage(world: WhatsApp, { personId, messageId }: Change): PhoneMessage {
  const message = world.messages.get(messageId)
  if (message?.personId !== personId) throw new AppError('not_found', `There is no message ${messageId}.`)
  if (message.direction === 'in' && !message.isUnsent) return message
  throw new AppError('invalid_request', 'Only an own message that is still there can be changed.')
}
