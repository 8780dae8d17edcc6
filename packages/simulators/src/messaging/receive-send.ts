/** What happens when the server posts to `/{page_id}/messages`. */
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { type Fields, isFields } from '../whatsapp/fields.ts'
import { checkSend } from './check-send.ts'
import { commentAnswered } from './comment.ts'
import { startDelivery } from './deliver.ts'
import { echo } from './echo.ts'
import { refuseBy, takeFault } from './faults.ts'
import { objectAt, textAt } from './fields.ts'
import { personBehind, scopedIdOf } from './find.ts'
import type { AccountCall } from './graph-call.ts'
import { invalid, refusal } from './refusal.ts'
import { senderAction } from './sender-action.ts'
import { keepUpload } from './upload-attachment.ts'
import { isOpen, isOpenForPeople } from './window.ts'
import { addMessage, type Messaging, type Person, type Thread, threadOf } from './world.ts'
import { newMessage } from './write-message.ts'

const MESSAGING_TYPES = new Set(['RESPONSE', 'UPDATE', 'MESSAGE_TAG'])

type Recipient = { person: Person; thread: Thread; isComment: boolean }

/**
 * Checks a send, records it, shows it on the phone and tells the server by an echo.
 *
 * Nothing is recorded when it is refused; everything is when only its answer is lost.
 *
 * @throws GraphError as the platform would refuse it.
 */
export async function receiveSend(call: AccountCall): Promise<Answer> {
  const { world, account, fields } = call
  if (!account.allowsMessages) throw refusal(world.traits.channel, '200_2534041')
  const recipient = objectAt(fields, 'recipient')
  if (fields.sender_action !== undefined) return answerAction(call, recipient)
  const known = personBehind(world, account, recipientIdOf(fields))
  const fault = takeFault(world, { accountId: account.id, personId: known?.id ?? null, when: 'send' })
  const early = refuseBy(world, fault)
  if (early) return early

  const { person, thread, isComment } = findRecipient(call, recipient)
  countSend(world)
  if (thread.isBlocked) throw refusal(world.traits.channel, world.traits.refusals.unavailable)
  const uploaded = await keepUpload(call)
  const send = checkSend(world, uploaded.fields)
  if (!isComment) checkWindow(call, thread)
  checkOwner(call, thread)

  const message = newMessage(world, thread, { direction: 'out', author: 'app', ...send })
  thread.typingUntil = 0
  addMessage(world, message)
  if (isComment) commentAnswered(world, recipient)
  echo(world, thread, message)
  startDelivery(world, message)
  if (fault) return { type: 'drop' }
  if (world.settings.answerMs > 0) await world.timers.pause(world.settings.answerMs)
  return json(200, {
    recipient_id: scopedIdOf(world, account, person),
    message_id: message.id,
    ...(uploaded.attachmentId === null ? {} : { attachment_id: uploaded.attachmentId }),
  })
}

/** Typing, seen and reactions: no fault that was asked for a message hits them. */
function answerAction(call: AccountCall, recipient: Fields): Answer {
  const { world, account, fields } = call
  if (fields.message !== undefined) throw invalid('Param sender_action cannot come with a message.')
  const { person, thread } = findRecipient(call, recipient)
  if (thread.isBlocked) throw refusal(world.traits.channel, world.traits.refusals.unavailable)
  senderAction(call, thread)
  return json(200, { recipient_id: scopedIdOf(world, account, person) })
}

/** @throws GraphError for nobody, and for addresses that are not simulated. */
function findRecipient({ world, account }: AccountCall, recipient: Fields): Recipient {
  const { channel, refusals } = world.traits
  if (recipient.comment_id !== undefined) {
    const comment = world.comments.get(String(recipient.comment_id))
    const person = world.people.get(comment?.personId ?? '')
    if (comment?.accountId !== account.id || !person) throw refusal(channel, '100')
    const isLate = world.clock.now() - comment.at > 7 * 86_400_000
    if (comment.isAnswered || isLate) throw refusal(channel, '100')
    return { person, thread: threadOf(world, account.id, person.id), isComment: true }
  }
  // Graph takes an id as a number as well.
  const id = textAt({ id: String(recipient.id ?? '') }, 'id', { path: 'recipient[id]', max: 64 })
  const person = personBehind(world, account, id)
  if (!person) throw refusal(channel, refusals.nobody)
  return { person, thread: threadOf(world, account.id, person.id), isComment: false }
}

/** Only HUMAN_AGENT is left of the tags: the others answer a bare #100 since April 2026. */
function checkWindow({ world, account, fields }: AccountCall, thread: Thread): void {
  const { channel, refusals } = world.traits
  const type = fields.messaging_type ?? 'RESPONSE'
  if (typeof type !== 'string' || !MESSAGING_TYPES.has(type)) throw refusal(channel, '100')
  const { tag } = fields
  const isTagged = type === 'MESSAGE_TAG' || tag !== undefined
  if (!isTagged) {
    if (!isOpen(world, thread)) throw refusal(channel, refusals.window)
    return
  }
  if (tag !== 'HUMAN_AGENT') throw refusal(channel, '100')
  if (!account.hasHumanAgent && !isOpen(world, thread)) throw refusal(channel, '10')
  if (!isOpenForPeople(world, account, thread)) throw refusal(channel, refusals.window)
}

function checkOwner({ world, account }: AccountCall, thread: Thread): void {
  if (thread.ownerAppId === null || thread.ownerAppId === account.appId) return
  throw refusal(world.traits.channel, '10_2018300')
}

function countSend(world: Messaging): void {
  const now = Date.now()
  world.recentSends = world.recentSends.filter((at) => at > now - 1_000)
  if (world.recentSends.length >= world.settings.sendsPerSecondMax) {
    throw refusal(world.traits.channel, '613')
  }
  world.recentSends.push(now)
}

/** Who is written to decides between a Page and the Instagram account that is linked to it. */
export function recipientIdOf(fields: Fields): string {
  return isFields(fields.recipient) ? String(fields.recipient.id ?? '') : ''
}
