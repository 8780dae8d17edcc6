import { type Address, assert, type Content, type ContentOf, previewOf } from '@hilo/protocol'
import type { ReadMark } from '../../channel.ts'
import type { ChannelRequest, OutboundPart } from '../../outbound.ts'
import { toPlainText } from '../../plain-text.ts'
import { cardsAttachment } from './cards.ts'
import { midOf } from './external-id.ts'
import type { DirectSettings, Platform } from './platform.ts'
import { renderHide, renderPublicReply } from './public-reply.ts'

/**
 * Writes the requests of the Send API. It is one call for messages, reactions, read marks and the typing
 * indicator, of which a request has one.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/send-api
 */

/**
 * The request that sends one part. Only what a person wrote after the window shut, with Meta's permission,
 * has a tag: a tag on anything else breaks Meta's policy, and the other tags of old are refused.
 */
export function renderPart(part: OutboundPart, settings: DirectSettings, platform: Platform): ChannelRequest {
  const { content, replyTo, opaque, window } = part
  if (content.type === 'comment' && replyTo !== null) {
    return renderPublicReply({ replyTo, text: content.text }, { settings, platform })
  }
  if (content.type === 'hide') return renderHide(content, { settings, platform })
  if (part.comment !== undefined) return renderPrivateReply(part, settings)
  const to = recipientOf(part.recipient, platform)
  if (content.type === 'reaction') return request(settings, { ...to, ...reactionBody(content) })
  const quoted = replyTo === null ? undefined : midOf(replyTo)
  const purpose =
    window === 'human_agent' && settings.humanAgent
      ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
      : { messaging_type: 'RESPONSE' }
  return request(settings, {
    ...to,
    ...purpose,
    message: { ...messageBody(content), metadata: opaque },
    ...(quoted !== undefined && { reply_to: { mid: quoted } }),
  })
}

/** Once for each comment, and as words: it has no purpose of its own and quotes nothing. */
function renderPrivateReply({ content, opaque, comment }: OutboundPart, settings: DirectSettings) {
  const message = { ...messageBody(content), metadata: opaque }
  return request(settings, { recipient: { comment_id: comment }, message })
}

/** The platform marks the thread, not a message. The indicator ends with the reply or after 20 seconds. */
export function renderRead(
  { recipient }: ReadMark,
  { typing }: { typing: boolean },
  settings: DirectSettings,
): ChannelRequest[] {
  const [address] = recipient.filter(({ kind }) => kind === 'psid' || kind === 'igsid')
  if (!address) return []
  const to = { recipient: { id: address.value } }
  const actions = typing ? ['mark_seen', 'typing_on'] : ['mark_seen']
  return actions.map((action) => request(settings, { ...to, sender_action: action }))
}

/** What a kind of file is called in a message. */
export function attachmentTypeOf(kind: ContentOf<'media'>['kind']): string {
  return kind === 'document' ? 'file' : kind === 'sticker' ? 'image' : kind
}

function request(settings: DirectSettings, body: Record<string, unknown>): ChannelRequest {
  return {
    method: 'POST',
    url: `${settings.graphUrl}/${settings.version}/${settings.senderId}/messages`,
    headers: { authorization: `Bearer ${settings.accessToken}`, 'content-type': 'application/json' },
    body,
  }
}

function recipientOf(addresses: readonly Address[], { addressKind, errors }: Platform) {
  const address = addresses.find(({ kind }) => kind === addressKind)
  assert(address, `A message of ${errors.name} needs a recipient with a ${addressKind}.`)
  return { recipient: { id: address.value } }
}

/**
 * The person's own number as a quick reply; it is not shown to who has none.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/quick-replies
 */
const PHONE_REPLY = { quick_replies: [{ content_type: 'user_phone_number' }] }

function messageBody(content: Content): Record<string, unknown> {
  switch (content.type) {
    case 'text':
      return { text: toPlainText(content.text), ...(content.asks === 'phone' && PHONE_REPLY) }
    case 'choices':
      return {
        text: toPlainText(content.text),
        quick_replies: content.choices.map(({ id, title }) => ({
          content_type: 'text',
          title,
          payload: id,
        })),
      }
    case 'cards':
      return { attachment: cardsAttachment(content) }
    case 'media': {
      if (content.externalId === undefined) return { text: previewOf(content) }
      const payload = { attachment_id: content.externalId }
      return { attachment: { type: attachmentTypeOf(content.kind), payload } }
    }
    default:
      return { text: previewOf(content) }
  }
}

/** Taking a reaction back names the message alone. */
function reactionBody({ emoji, targetExternalId }: ContentOf<'reaction'>): Record<string, unknown> {
  const message_id = midOf(targetExternalId) ?? targetExternalId
  return emoji === null
    ? { sender_action: 'unreact', payload: { message_id } }
    : { sender_action: 'react', payload: { message_id, reaction: emoji } }
}
