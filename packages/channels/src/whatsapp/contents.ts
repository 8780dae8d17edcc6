import type { ContactCard, Content, ContentOf } from '@hilo/protocol'
import { compact } from '../compact.ts'
import { idOf, isWithinDepth, type Json, listOf, numberOf, recordOf, textOf } from '../meta/json.ts'

/**
 * Reads what one WhatsApp message says. Every kind reads to its content; a kind that is not known, or whose
 * body is missing, reads to `unsupported` with the kind's name, so that a contact's message is always
 * visible.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */

const KIND_MAX_LENGTH = 64

/**
 * `valueErrors` are the errors of the webhook around the message: the reason when the message has none
 * itself.
 */
export function readContent(message: Json, valueErrors: unknown): Content {
  const type = textOf(message.type) ?? 'unknown'
  return read(type, message) ?? unsupported(type, message, valueErrors)
}

/** What a title says of an error that came with a message or a status. */
function titleOf(errors: unknown): string | undefined {
  const error = recordOf(listOf(errors)[0])
  return (
    textOf(error?.title) ??
    textOf(error?.message) ??
    textOf(recordOf(error?.error_data)?.details) ??
    textOf(error?.details)
  )
}

function read(type: string, message: Json): Content | undefined {
  switch (type) {
    case 'text': {
      const text = textOf(recordOf(message.text)?.body)
      return text === undefined ? undefined : { type, text }
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return readMedia(type, recordOf(message[type]))
    case 'interactive':
      return readInteractive(recordOf(message.interactive))
    case 'button':
      return readTemplateReply(recordOf(message.button))
    case 'location':
      return readLocation(recordOf(message.location))
    case 'contacts':
      return readCards(message.contacts)
    case 'reaction':
      return readReaction(recordOf(message.reaction))
    case 'order':
      return readOrder(recordOf(message.order))
    case 'system':
      return readSystem(recordOf(message.system))
    case 'edit':
      return readEdit(recordOf(message.edit))
    case 'revoke':
      return readRevoke(recordOf(message.revoke))
    default:
      return undefined
  }
}

function readMedia(kind: ContentOf<'media'>['kind'], media: Json | undefined): Content | undefined {
  if (!media) return undefined
  return compact({
    type: 'media',
    kind,
    externalId: idOf(media.id),
    mimeType: textOf(media.mime_type),
    sha256: textOf(media.sha256),
    filename: textOf(media.filename),
    caption: textOf(media.caption),
    voice: media.voice === true ? true : undefined,
  })
}

/**
 * The body is found by its key: `interactive.type` is missing in some payloads, and says no more than the
 * key.
 */
function readInteractive(interactive: Json | undefined): Content | undefined {
  if (!interactive) return undefined
  const button = recordOf(interactive.button_reply)
  if (button) return reply('button', button)
  const row = recordOf(interactive.list_reply)
  if (row) return reply('list', row)
  const form = recordOf(interactive.nfm_reply)
  if (form) return readForm(form)
  const permission = recordOf(interactive.call_permission_reply)
  if (permission) return { type: 'form_reply', name: 'call_permission_reply', data: permission }
  return undefined
}

function readTemplateReply(button: Json | undefined): Content | undefined {
  return button && reply('template', button)
}

/** What was pressed. A template's quick reply calls the title `text` and the id `payload`. */
function reply(source: ContentOf<'reply'>['source'], raw: Json): Content | undefined {
  const title = textOf(raw.title) ?? textOf(raw.text)
  const id = textOf(raw.id) ?? textOf(raw.payload) ?? title
  if (id === undefined) return undefined
  return compact({ type: 'reply', id, title: title ?? id, description: textOf(raw.description), source })
}

/** The token says which question it answers, and is no part of what was filled in. */
function readForm(form: Json): Content {
  const data = formDataOf(form.response_json)
  const reply = { type: 'form_reply' as const, name: textOf(form.name) ?? 'flow' }
  const { flow_token: raw, ...entered } = recordOf(data) ?? {}
  const token = textOf(raw)
  return token === undefined ? { ...reply, data } : { ...reply, data: entered, token }
}

/** The form's answer is JSON in a text. Whatever else it holds is kept as that text. */
function formDataOf(response: unknown): unknown {
  if (typeof response !== 'string') return response ?? null
  try {
    const data: unknown = JSON.parse(response)
    return isWithinDepth(data) ? data : response
  } catch {
    return response
  }
}

function readLocation(location: Json | undefined): Content | undefined {
  const latitude = numberOf(location?.latitude)
  const longitude = numberOf(location?.longitude)
  if (latitude === undefined || longitude === undefined) return undefined
  return compact({
    type: 'location',
    latitude,
    longitude,
    name: textOf(location?.name),
    address: textOf(location?.address),
  })
}

function readCards(raw: unknown): Content | undefined {
  const contacts = listOf(raw).flatMap((item) => {
    const card = recordOf(item)
    return card ? [readCard(card)] : []
  })
  return contacts.length > 0 ? { type: 'contacts', contacts } : undefined
}

function readCard(card: Json): ContactCard {
  const texts = (list: unknown, ...keys: string[]) =>
    listOf(list).flatMap((item) => keys.map((key) => textOf(recordOf(item)?.[key])).find(Boolean) ?? [])
  const phones = texts(card.phones, 'phone', 'wa_id')
  const emails = texts(card.emails, 'email')
  return { name: nameOf(card) ?? phones[0] ?? emails[0] ?? '', phones, emails }
}

/** Shared contacts may come without a name of their own: then the vCard or the company has one. */
function nameOf(card: Json): string | undefined {
  const name = recordOf(card.name)
  const parts = [textOf(name?.first_name), textOf(name?.last_name)].filter((part) => part !== undefined)
  return (
    textOf(name?.formatted_name) ??
    textOf(parts.join(' ')) ??
    textOf(/^FN[^:\r\n]*:(.*)$/m.exec(textOf(card.vcard) ?? '')?.[1]?.trim()) ??
    textOf(recordOf(card.org)?.company)
  )
}

/** A reaction without an emoji is one that was taken back. */
function readReaction(reaction: Json | undefined): Content | undefined {
  const targetExternalId = idOf(reaction?.message_id)
  if (targetExternalId === undefined) return undefined
  return { type: 'reaction', emoji: textOf(reaction?.emoji) ?? null, targetExternalId }
}

/** A number that cannot be read is 0, which nobody takes for an ordered quantity or a price. */
function readOrder(order: Json | undefined): Content | undefined {
  if (!order) return undefined
  const items = listOf(order.product_items).flatMap((raw) => {
    const item = recordOf(raw)
    if (!item) return []
    return {
      productId: textOf(item.product_retailer_id) ?? '',
      quantity: numberOf(item.quantity) ?? 0,
      price: numberOf(item.item_price) ?? 0,
      currency: textOf(item.currency) ?? '',
    }
  })
  return compact({
    type: 'order',
    catalogId: textOf(order.catalog_id) ?? '',
    text: textOf(order.text),
    items,
  })
}

function readSystem(system: Json | undefined): Content | undefined {
  return (
    system && { type: 'system', event: textOf(system.type) ?? 'unknown', text: textOf(system.body) ?? '' }
  )
}

/** The new text of a text, or the new caption of a picture. */
function readEdit(edit: Json | undefined): Content | undefined {
  const targetExternalId = idOf(edit?.original_message_id)
  const message = recordOf(edit?.message)
  if (targetExternalId === undefined || !message) return undefined
  const caption = textOf(recordOf(message[textOf(message.type) ?? ''])?.caption)
  return { type: 'edit', targetExternalId, text: textOf(recordOf(message.text)?.body) ?? caption ?? '' }
}

function readRevoke(revoke: Json | undefined): Content | undefined {
  const targetExternalId = idOf(revoke?.original_message_id)
  return targetExternalId === undefined ? undefined : { type: 'unsend', targetExternalId }
}

/** `unsupported.type` names what the contact really sent: a poll, a pinned message, an edit. */
function unsupported(type: string, message: Json, valueErrors: unknown): Content {
  const kind =
    textOf(recordOf(message.unsupported)?.type) ?? textOf(recordOf(message.interactive)?.type) ?? type
  const reason = titleOf(message.errors) ?? titleOf(valueErrors)
  return compact({ type: 'unsupported', kind: kind.slice(0, KIND_MAX_LENGTH), reason })
}
