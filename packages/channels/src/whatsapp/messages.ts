import type { Address, Content } from '@hilo/protocol'
import type { ChannelEvent, MessageContext } from '../channel.ts'
import { idOf, type Json, listOf, recordOf, textOf, timeOf } from '../meta/json.ts'
import { other } from '../meta/other.ts'
import { addressesOf, isSameAddress, personOf } from './addresses.ts'
import { readContent } from './contents.ts'
import { readIdentityChange } from './identity.ts'
import type { Scope } from './scope.ts'

/** `echo`: the business wrote it in its phone app, on a number that is used by the app and the API. */
type Direction = 'message' | 'echo'

/** How long free-form replies are allowed after a contact's message. */
const WINDOW_HOURS = 24

/**
 * One element of `messages` or `message_echoes`. Always gives an event; it is an `other` only where nobody
 * could find the message again (no id), no conversation could hold it (no sender, no number, a group), or it
 * is no object.
 */
export function readMessage(raw: unknown, scope: Scope, direction: Direction): ChannelEvent {
  const message = recordOf(raw)
  if (!message) return other(scope.account, `${direction}:unreadable`)
  if (idOf(message.group_id) !== undefined) return other(scope.account, `group:${direction}`)
  const externalId = idOf(message.id)
  if (externalId === undefined) return other(scope.account, `${direction}:without_id`)
  if (scope.account === null) return other(null, `${direction}:without_account`)

  const item = { message, externalId, account: scope.account, sentAt: timeOf(message.timestamp) ?? scope.at }
  const change = direction === 'message' ? readIdentityChange(item) : undefined
  if (change) return change
  const person = personOf(
    direction === 'echo' ? recipientOf(message, scope) : senderOf(message),
    scope.contacts,
  )
  if (!person) return other(scope.account, `${direction}:without_sender`)

  const content = readContent(message, scope.errors)
  return {
    type: 'message',
    account: scope.account,
    externalId,
    sender: person.addresses,
    senderName: person.name,
    sentAt: item.sentAt,
    content,
    context: contextOf(message),
    windowHours:
      direction === 'message' && scope.source !== 'history' && opensWindow(content) ? WINDOW_HOURS : 0,
    echo: direction === 'echo',
    source: scope.source,
    opaque: textOf(message.biz_opaque_callback_data) ?? null,
    appId: null,
  }
}

function senderOf(message: Json): Address[] {
  return addressesOf({
    phone: message.from ?? sharedNumber(message),
    userId: message.from_user_id,
    parentUserId: message.from_parent_user_id,
  })
}

/**
 * The number that a contact gave because they were asked for their own. A card that they sent by themselves
 * may be of anybody.
 */
function sharedNumber(message: Json): unknown {
  const card = recordOf(listOf(message.contacts)[0])
  if ((message.origin ?? card?.origin) !== 'contact_request') return undefined
  const phone = recordOf(listOf(card?.phones)[0])
  return phone?.wa_id ?? phone?.phone
}

/** The contact an echo went to: `to`, unless that is the business itself, as some edits have it. */
function recipientOf(message: Json, { businessPhone }: Scope): Address[] {
  const to = addressesOf({
    phone: message.to,
    userId: message.to_user_id,
    parentUserId: message.to_parent_user_id,
  })
  const business: Address = { kind: 'wa_id', value: businessPhone ?? '' }
  return to.some((address) => isSameAddress(address, business)) ? senderOf(message) : to
}

/**
 * Everything a contact says opens the window, also what could not be read. What only touches an earlier
 * message, or comes from the platform, does not. Whether a reaction does is documented nowhere, so it is
 * taken not to.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows
 */
function opensWindow(content: Content): boolean {
  return !['system', 'edit', 'unsend', 'reaction'].includes(content.type)
}

function contextOf(message: Json): MessageContext {
  const context = recordOf(message.context)
  const referral = recordOf(message.referral)
  const product = recordOf(context?.referred_product)
  return {
    externalId: idOf(context?.id) ?? null,
    forwarded: context?.forwarded === true || context?.frequently_forwarded === true,
    referral: referral || product ? { ...referral, ...(product && { referred_product: product }) } : null,
    story: null,
  }
}
