/** What people do for the business without the server: in the Page's inbox, or in the Instagram app. */
import { AppError } from '@hilo/protocol'
import { startDelivery } from './deliver.ts'
import { echo } from './echo.ts'
import { type At, messageOf, placeOf } from './find.ts'
import { addMessage, announce, type DirectMessage, type MessageBody, type Messaging } from './world.ts'
import { newMessage } from './write-message.ts'

/** Writes as the business. The server learns of it by an echo; no window holds people back here. */
export function writeFromPage(world: Messaging, at: At, body: MessageBody): DirectMessage {
  const { thread } = placeOf(world, at)
  const message = newMessage(world, thread, { direction: 'out', author: 'page', body })
  thread.typingUntil = 0
  addMessage(world, message)
  echo(world, thread, message)
  startDelivery(world, message)
  return message
}

/** Puts an emoji of the business on a message. No event tells of it, as on the real platform. */
export function reactFromPage(
  world: Messaging,
  { messageId, emoji, ...at }: At & { messageId: string; emoji: string | null },
): DirectMessage {
  const message = messageOf(world, at, messageId)
  if (message.isUnsent) throw new AppError('invalid_request', 'This message was taken back.')
  message.reactions.business = emoji
  announce(world, message)
  return message
}
