/** What happens when the server posts to `/{phone_number_id}/messages`. */
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { checkKnownProducts } from './catalogue.ts'
import { BSUID, type CheckedSend, checkMessage } from './check-message.ts'
import { type Fields, isFields, textAt } from './fields.ts'
import { checkKnownFlow } from './flow.ts'
import { GraphError, refusal } from './graph-error.ts'
import { markRead } from './mark-read.ts'
import { newMessageId } from './message-id.ts'
import { countSend } from './rates.ts'
import { startStatuses } from './start-statuses.ts'
import { refuseBy, takeFault } from './take-fault.ts'
import { renderTemplate } from './template.ts'
import { isOpen } from './window.ts'
import {
  addMessage,
  announce,
  type BusinessNumber,
  chatOf,
  type Fault,
  type Person,
  type PhoneMessage,
  type WhatsApp,
} from './world.ts'

/**
 * Checks a send, records it, shows it on the phone and starts its statuses.
 *
 * Nothing is recorded when it is refused; everything is when only its answer is lost.
 *
 * @throws GraphError as the platform would refuse it.
 */
export function receiveSend(world: WhatsApp, number: BusinessNumber, fields: unknown): Answer {
  if (!isFields(fields)) throw new GraphError(100, 'The body must be a JSON object.')
  if (fields.messaging_product !== 'whatsapp') {
    throw new GraphError(100, 'The parameter messaging_product is required and must be "whatsapp".')
  }
  if (fields.status !== undefined) return markRead(world, number, fields)

  const { address, person } = findRecipient(world, number, fields)
  const fault = takeFault(world, {
    ...{ phoneNumberId: number.phoneNumberId, personId: person?.id ?? null, isUpload: false },
  })
  const early = fault && fault.when === 'answer' ? refuseBy(fault) : null
  if (early) return early

  const send = checkMessage(fields)
  const isTemplate = send.type === 'template'
  const body = isTemplate ? renderTemplate(world, number.wabaId, send.body as Fields) : send.body
  checkKnownFlow(world, body)
  checkKnownProducts(world, body)
  if (!isTemplate && !isOpen(world, number, person)) throw refusal('131047')
  if (!person) throw new GraphError(131026, 'The recipient is no number with WhatsApp.')
  countSend(world, number, person)

  const message = record(world, { number, person, send: { ...send, body } })
  startStatuses(world, message, blockOf(world, message) ?? fault)
  if (fault?.kind === 'lose_answer') return { type: 'drop' }
  return json(200, {
    messaging_product: 'whatsapp',
    contacts: [
      {
        input: address,
        ...(person.waId === null ? {} : { wa_id: person.waId }),
        ...(person.bsuid === null ? {} : { user_id: person.bsuid }),
      },
    ],
    messages: [{ id: message.id, message_status: 'accepted' }],
  })
}

/** Who blocked the business is written to as ever, and the message fails on its way. */
function blockOf(world: WhatsApp, { phoneNumberId, personId }: PhoneMessage): Fault | null {
  if (!chatOf(world, phoneNumberId, personId).isBlocked) return null
  return { kind: '131026', times: 1, phoneNumberId, personId, when: 'status' }
}

/** The person behind `to` (a phone number, with or without a plus) or `recipient` (a BSUID). `to` wins. */
function findRecipient(
  world: WhatsApp,
  number: BusinessNumber,
  fields: Fields,
): { address: string; person: Person | null } {
  const people = [...world.people.values()]
  if (fields.to === undefined && fields.recipient !== undefined) {
    const bsuid = textAt(fields, 'recipient', { path: 'recipient', max: 150 })
    if (!BSUID.test(bsuid)) throw new GraphError(131009, 'Param recipient must be a business-scoped user id.')
    return { address: bsuid, person: people.find((person) => person.bsuid === bsuid) ?? null }
  }
  if (fields.to === undefined) throw new GraphError(100, 'The parameter to is required.')
  const to = textAt(fields, 'to', { path: 'to', max: 32 })
  const digits = to.replace(/[\s()+-]/g, '')
  if (!/^\d{5,20}$/.test(digits)) throw new GraphError(131009, 'Param to must be a phone number.')
  if (digits === number.displayPhoneNumber.replace(/\D/g, '')) {
    throw new GraphError(131021, 'Recipient and sender are the same number.')
  }
  return { address: to, person: people.find((person) => person.waId === digits) ?? null }
}

function record(
  world: WhatsApp,
  { number, person, send }: { number: BusinessNumber; person: Person; send: CheckedSend },
): PhoneMessage {
  const message: PhoneMessage = {
    id: newMessageId(person.waId ?? person.id),
    phoneNumberId: number.phoneNumberId,
    personId: person.id,
    direction: 'out',
    at: world.clock.now(),
    type: send.type,
    body: send.body,
    replyTo: send.replyTo,
    opaque: send.opaque,
    status: 'accepted',
    reported: null,
    errors: [],
    reactions: { person: null, business: null },
    pressed: null,
    isSeen: false,
  }
  chatOf(world, number.phoneNumberId, person.id).typingUntil = 0
  addMessage(world, message)
  if (send.type === 'reaction') putReaction(world, send.body as Fields)
  return message
}

function putReaction(world: WhatsApp, reaction: Fields): void {
  const target = world.messages.get(String(reaction.message_id))
  if (!target) return
  target.reactions.business = String(reaction.emoji) || null
  announce(world, target)
}
