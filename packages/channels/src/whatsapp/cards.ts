import { type Card, type Content, type ContentOf, cardText } from '@hilo/protocol'
import { haveUsableIds } from '../text/menu.ts'
import { fits, splitText } from '../text/split.ts'
import { TEXT_MAX_LENGTH } from './limits.ts'
import { toWhatsAppMarkup } from './markup.ts'

/**
 * WhatsApp has no row of cards without a catalogue: each becomes a message with its picture above and its
 * buttons below, as far as its limits go. A card that has more than that goes as words, with nothing left
 * out.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-cta-url-messages
 */

const BODY_MAX_LENGTH = 1_024
const TITLE_MAX_LENGTH = 20
const ID_MAX_LENGTH = 256
const REPLIES_MAX = 3

/** The messages that carry the cards, in their order. */
export function cardsParts({ text, cards }: ContentOf<'cards'>): Content[] {
  const before = text === undefined || text.trim() === '' ? [] : splitText(text, TEXT_MAX_LENGTH).map(words)
  const parts = cards.flatMap((card): Content[] =>
    isShown(card)
      ? [{ type: 'cards', cards: [card] }]
      : splitText(cardText(card), TEXT_MAX_LENGTH).map(words),
  )
  return [...before, ...parts]
}

/** The interactive message of a part, which has one card. */
export function cardBody({ title, subtitle, image, buttons }: Card): Record<string, unknown> {
  const body = { text: toWhatsAppMarkup(bodyOf({ title, subtitle })) }
  const header = image === undefined ? {} : { header: { type: 'image', image: { link: image } } }
  const [first] = buttons
  if (first?.kind === 'url') {
    const parameters = { display_text: first.title, url: first.url }
    return { type: 'cta_url', ...header, body, action: { name: 'cta_url', parameters } }
  }
  const replies = buttons.flatMap((button) => (button.kind === 'reply' ? [button] : []))
  const shown = replies.map(({ id, title: label }) => ({
    type: 'reply',
    reply: { id: id.trim(), title: label },
  }))
  return { type: 'button', ...header, body, action: { buttons: shown } }
}

/** Up to three answers, or one web address: the two are never in one message. */
function isShown({ title, subtitle, buttons }: Card): boolean {
  const areShort = buttons.every(
    (button) => button.title.trim() !== '' && fits(button.title, TITLE_MAX_LENGTH),
  )
  if (!areShort || !fits(bodyOf({ title, subtitle }), BODY_MAX_LENGTH)) return false
  if (buttons.length === 1 && buttons[0]?.kind === 'url') return true
  const replies = buttons.flatMap((button) => (button.kind === 'reply' ? [button] : []))
  const areDistinct = new Set(replies.map((reply) => reply.title)).size === replies.length
  const isFew = replies.length > 0 && replies.length === buttons.length && replies.length <= REPLIES_MAX
  return isFew && areDistinct && haveUsableIds(replies, ID_MAX_LENGTH)
}

function bodyOf({ title, subtitle }: Pick<Card, 'title' | 'subtitle'>): string {
  return [`**${title}**`, subtitle].filter(Boolean).join('\n')
}

function words(text: string): ContentOf<'text'> {
  return { type: 'text', text }
}
