import type { Content } from '@hilo/protocol'
import type { ChannelEvent, MessageContext } from '../../channel.ts'
import { detailOf, idOf, itemsOf, type Json, numberOf, recordOf, textOf, urlOf } from '../json.ts'
import { other } from '../other.ts'
import { readAttachment } from './attachments.ts'
import { eventIdOf, partIdOf } from './external-id.ts'
import { said } from './said.ts'
import type { Item } from './scope.ts'

/**
 * What a contact says: messages, buttons, and what they do to a message later. Echoes of what the business
 * said have the same shapes.
 *
 * A message with several files becomes several events, one each: everywhere else a message has one content,
 * one file and one place in the conversation. The first has the platform's id and the context, the others the
 * id with their number.
 */

/** How long free-form replies are allowed after a contact's message. */
export const WINDOW_HOURS = 24
/** After the first message from an advertisement; Meta says "up to". */
const AD_WINDOW_HOURS = 7 * 24

export function readMessage(item: Item): ChannelEvent[] {
  const message = recordOf(item.item.message)
  if (!message) return [other(item.account, 'message:unreadable')]
  const mid = idOf(message.mid)
  if (message.is_deleted === true) return [readUnsend(item, mid)]
  const context = contextOf(message)
  const windowHours = isFromAd(context.referral) ? AD_WINDOW_HOURS : WINDOW_HOURS
  return contentsOf(message).map((content, at) =>
    said(item, {
      kind: 'message',
      externalId: mid && partIdOf(mid, at + 1),
      content,
      windowHours,
      ...(at === 0 && { context }),
    }),
  )
}

function readUnsend(item: Item, mid: string | undefined): ChannelEvent {
  return said(item, {
    kind: 'unsend',
    externalId: mid && eventIdOf('unsend', mid),
    content: { type: 'unsend', targetExternalId: mid ?? '' },
    windowHours: 0,
  })
}

/** The count of the first edit is 1; with 0 nothing was changed. */
export function readEdit(item: Item): ChannelEvent[] {
  const edit = recordOf(item.item.message_edit)
  const mid = idOf(edit?.mid)
  const count = numberOf(edit?.num_edit) ?? numberOf(edit?.num_edits)
  if (count === 0) return [other(item.account, 'message_edit:0')]
  return [
    said(item, {
      kind: 'message_edit',
      externalId: mid && eventIdOf('edit', mid, count ?? textOf(item.item.timestamp)),
      content: { type: 'edit', targetExternalId: mid ?? '', text: textOf(edit?.text) ?? '' },
      windowHours: 0,
    }),
  ]
}

/** A button, a menu entry, an ice breaker. Older ones have no id; in standby they have no payload. */
export function readPostback(item: Item): ChannelEvent[] {
  const postback = recordOf(item.item.postback)
  if (!postback) return [other(item.account, 'postback:unreadable')]
  const title = textOf(postback.title)
  const payload = textOf(postback.payload)
  const [contact] = item.contact
  const own = eventIdOf('postback', contact?.value, textOf(item.item.timestamp), payload ?? title)
  const referral = referralOf(postback.referral)
  return [
    said(item, {
      kind: 'postback',
      externalId: idOf(postback.mid) ?? own,
      content: pressed(payload, title) ?? { type: 'unsupported', kind: 'postback' },
      windowHours: isFromAd(referral) ? AD_WINDOW_HOURS : WINDOW_HOURS,
      context: { externalId: null, forwarded: false, referral, story: null },
    }),
  ]
}

const EMOJI = new Map([
  ['love', '❤️'],
  ['like', '👍'],
  ['dislike', '👎'],
  ['smile', '😆'],
  ['haha', '😆'],
  ['wow', '😮'],
  ['sad', '😢'],
  ['angry', '😠'],
])

export function readReaction(item: Item): ChannelEvent[] {
  const reaction = recordOf(item.item.reaction)
  const mid = idOf(reaction?.mid)
  const name = textOf(reaction?.reaction)
  const isRemoved = reaction?.action === 'unreact'
  const emoji = textOf(reaction?.emoji) ?? EMOJI.get(name ?? '') ?? name ?? '❤️'
  const action = isRemoved ? 'unreact' : `react-${name ?? ''}`
  const by = item.contact[0]?.value
  return [
    said(item, {
      kind: 'reaction',
      externalId: mid && eventIdOf('reaction', mid, by, action, textOf(item.item.timestamp)),
      content: { type: 'reaction', emoji: isRemoved ? null : emoji, targetExternalId: mid ?? '' },
      windowHours: item.platform.reactionOpensWindow && !isRemoved ? WINDOW_HOURS : 0,
    }),
  ]
}

/** What came by which link or advertisement; null when it is nothing. */
export function referralOf(raw: unknown): Record<string, unknown> | null {
  const referral = recordOf(raw)
  return referral ? { ...detailOf(referral) } : null
}

export function isFromAd(referral: Record<string, unknown> | null): boolean {
  return referral?.source === 'ADS'
}

/** At least one: a message that says nothing that can be read is shown as that. */
function contentsOf(message: Json): Content[] {
  const text = textOf(message.text)
  const quickReply = recordOf(message.quick_reply)
  const words = quickReply ? pressed(textOf(quickReply.payload), text) : text && textContent(text)
  const contents = [...(words ? [words] : []), ...attachmentsOf(message, text)]
  if (contents.length > 0) return contents
  return [{ type: 'unsupported', kind: message.is_unsupported === true ? 'unsupported' : 'unknown' }]
}

/** Each thing once. The preview of a link that stands in the text says nothing new. */
function attachmentsOf(message: Json, text: string | undefined): Content[] {
  const seen = new Set<string>()
  return itemsOf(message.attachments).flatMap((raw) => {
    const { content, key } = readAttachment(raw)
    if (key !== undefined && seen.has(key)) return []
    if (key !== undefined) seen.add(key)
    const link = content.type === 'share' && content.kind === 'link' ? content.url : undefined
    return link && text?.includes(link) ? [] : [content]
  })
}

function textContent(text: string): Content {
  return { type: 'text', text }
}

function pressed(payload: string | undefined, title: string | undefined): Content | undefined {
  const id = payload ?? title
  return id === undefined ? undefined : { type: 'reply', id, title: title ?? id, source: 'button' }
}

function contextOf(message: Json): MessageContext {
  const replyTo = recordOf(message.reply_to)
  const story = recordOf(replyTo?.story)
  return {
    externalId: idOf(replyTo?.mid) ?? null,
    forwarded: false,
    referral: referralOf(message.referral),
    story: story ? { externalId: idOf(story.id) ?? null, url: urlOf(story.url) ?? null } : null,
  }
}
