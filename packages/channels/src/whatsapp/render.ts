import { type Address, assert, type Content, type ContentOf, previewOf } from '@hilo/protocol'
import type { ReadMark } from '../channel.ts'
import type { ChannelRequest, OutboundPart } from '../outbound.ts'
import { isBsuid } from './addresses.ts'
import { cardBody } from './cards.ts'
import { areButtons, listButtonOf } from './choices.ts'
import { formBody } from './forms.ts'
import { toWhatsAppMarkup } from './markup.ts'
import { productsBody } from './products.ts'
import { templateBody } from './template-body.ts'

/** Where one business number sends. `graphUrl` has no slash at its end. */
export type WhatsAppSettings = {
  graphUrl: string
  /** Of the Graph API: `v26.0`. */
  version: string
  phoneNumberId: string
  accessToken: string
  /** The catalogue that is connected to the account. */
  catalogId?: string | undefined
}

/**
 * The request that sends one part.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api
 */
export function renderPart(part: OutboundPart, settings: WhatsAppSettings): ChannelRequest {
  const { content, recipient, replyTo, opaque } = part
  // A reaction names its message itself.
  const context = replyTo !== null && content.type !== 'reaction' ? { context: { message_id: replyTo } } : {}
  return request(settings, {
    recipient_type: 'individual',
    ...addressee(recipient),
    ...context,
    ...bodyOf(content, settings),
    biz_opaque_callback_data: opaque,
  })
}

/**
 * Marks a contact's message and the ones before it as read. The typing indicator ends with the reply or after
 * 25 seconds.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/typing-indicators
 */
export function renderRead(
  { externalId }: ReadMark,
  { typing }: { typing: boolean },
  settings: WhatsAppSettings,
): ChannelRequest[] {
  const indicator = typing ? { typing_indicator: { type: 'text' } } : {}
  return [request(settings, { status: 'read', message_id: externalId, ...indicator })]
}

function request(settings: WhatsAppSettings, body: Record<string, unknown>): ChannelRequest {
  return {
    method: 'POST',
    url: `${settings.graphUrl}/${settings.version}/${settings.phoneNumberId}/messages`,
    headers: { authorization: `Bearer ${settings.accessToken}`, 'content-type': 'application/json' },
    body: { messaging_product: 'whatsapp', ...body },
  }
}

/**
 * A phone number goes into `to`, which every kind of message takes; a user id only into `recipient`, and only
 * where there is no number: authentication templates refuse it (131062), and in `to` it is dropped without an
 * error.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
function addressee(addresses: readonly Address[]): { to: string } | { recipient: string } {
  const phone = addresses.find(({ kind, value }) => kind === 'wa_id' && !isBsuid(value))
  if (phone) return { to: phone.value }
  const order = ['bsuid', 'wa_id', 'parent_bsuid']
  const userId = order.map((kind) => addresses.find((address) => address.kind === kind)).find(Boolean)
  assert(userId, 'A WhatsApp message needs a recipient with a phone number or a user id.')
  return { recipient: userId.value }
}

function bodyOf(content: Content, { catalogId }: WhatsAppSettings): Record<string, unknown> {
  switch (content.type) {
    case 'text':
      return content.asks === undefined ? textBody(content.text) : requestBody(content.text, content.asks)
    case 'choices':
      return {
        type: 'interactive',
        interactive: areButtons(content) ? buttonsBody(content) : listBody(content),
      }
    case 'cards': {
      const [card] = content.cards
      return card ? { type: 'interactive', interactive: cardBody(card) } : textBody(previewOf(content))
    }
    case 'form':
      return { type: 'interactive', interactive: formBody(content) }
    case 'products':
      return { type: 'interactive', interactive: productsBody(content) }
    case 'template':
      return { type: 'template', template: templateBody(content, catalogId) }
    case 'media':
      return content.externalId === undefined ? textBody(previewOf(content)) : mediaBody(content)
    case 'location': {
      const { latitude, longitude, name, address } = content
      return { type: 'location', location: { latitude, longitude, name, address } }
    }
    case 'contacts':
      return { type: 'contacts', contacts: content.contacts.map(contactBody) }
    case 'reaction':
      return {
        type: 'reaction',
        reaction: { message_id: content.targetExternalId, emoji: content.emoji ?? '' },
      }
    default:
      return textBody(previewOf(content))
  }
}

function textBody(text: string): Record<string, unknown> {
  return { type: 'text', text: { body: toWhatsAppMarkup(text), preview_url: /https?:\/\//.test(text) } }
}

const REQUESTS = {
  location: { type: 'location_request_message', action: { name: 'send_location' } },
  // https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
  phone: { type: 'request_contact_info', action: { name: 'request_contact_info' } },
}

/** Words above the button that sends where the contact is, or their number. */
function requestBody(text: string, asks: keyof typeof REQUESTS): Record<string, unknown> {
  return { type: 'interactive', interactive: { ...REQUESTS[asks], body: { text: toWhatsAppMarkup(text) } } }
}

function buttonsBody({ text, choices }: ContentOf<'choices'>): Record<string, unknown> {
  return {
    type: 'button',
    body: { text: toWhatsAppMarkup(text) },
    action: { buttons: choices.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
  }
}

/** One section: only a list of several needs a title for each. */
function listBody(content: ContentOf<'choices'>): Record<string, unknown> {
  const rows = content.choices.map(({ id, title, description }) => ({
    id,
    title,
    ...(description && { description }),
  }))
  return {
    type: 'list',
    body: { text: toWhatsAppMarkup(content.text) },
    action: { button: listButtonOf(content), sections: [{ rows }] },
  }
}

/** A sound is shown as a voice note when it is Ogg with Opus in it; any other container would be refused as one. */
function mediaBody(media: ContentOf<'media'>): Record<string, unknown> {
  const { kind, externalId, caption, filename } = media
  const canHaveCaption = kind !== 'audio' && kind !== 'sticker'
  return {
    type: kind,
    [kind]: {
      id: externalId,
      ...(caption !== undefined && canHaveCaption && { caption: toWhatsAppMarkup(caption) }),
      ...(filename !== undefined && kind === 'document' && { filename }),
      ...(isVoice(media) && { voice: true }),
    },
  }
}

function isVoice({ kind, voice, mimeType = '' }: ContentOf<'media'>): boolean {
  return kind === 'audio' && (voice === true || /^audio\/ogg\b/i.test(mimeType))
}

/** A card needs a formatted name and one more part of it. */
function contactBody({
  name,
  phones,
  emails,
}: ContentOf<'contacts'>['contacts'][number]): Record<string, unknown> {
  const shown = name || phones[0] || emails[0] || '-'
  return {
    name: { formatted_name: shown, first_name: shown },
    phones: phones.map((phone) => ({ phone })),
    emails: emails.map((email) => ({ email })),
  }
}
