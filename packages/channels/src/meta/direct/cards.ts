import { type Card, type CardButton, type Content, type ContentOf, cardText } from '@hilo/protocol'
import { toPlainText } from '../../plain-text.ts'
import { haveUsableIds } from '../../text/menu.ts'
import { fits, splitText } from '../../text/split.ts'
import type { Platform } from './platform.ts'

/**
 * Shows cards as the generic template, which is a row of them, and a single one without a picture as the
 * button template. One label over its limit would have the whole message refused, so a card that does not fit
 * goes as words, with nothing left out.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/generic
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/button
 */

const COUNT_MAX = 10
const LINE_MAX_LENGTH = 80
const BUTTONS_MAX = 3
const LABEL_MAX_LENGTH = 20
const PAYLOAD_MAX_LENGTH = 1_000
const TEXT_MAX_LENGTH = 640

/** The messages that carry the cards, in their order. */
export function cardsParts(
  { text, cards }: ContentOf<'cards'>,
  { text: { max, size } }: Platform,
): Content[] {
  const words = (said: string) =>
    splitText(said, max, size).map((piece): Content => ({ type: 'text', text: piece }))
  const parts: Content[] = text === undefined || text.trim() === '' ? [] : words(text)
  let row: Card[] = []
  for (const card of cards) {
    const isShown = fitsRow(card) || (cards.length === 1 && isPlain(card))
    if (isShown && row.length < COUNT_MAX) {
      if (row.length === 0) parts.push({ type: 'cards', cards: row })
      row.push(card)
      continue
    }
    row = isShown ? [card] : []
    parts.push(...(isShown ? [{ type: 'cards' as const, cards: row }] : words(cardText(card))))
  }
  return parts
}

/** The attachment of a part, whose cards all fit. */
export function cardsAttachment({ cards }: ContentOf<'cards'>): Record<string, unknown> {
  const [first] = cards
  if (cards.length === 1 && first && isPlain(first)) {
    const payload = { template_type: 'button', text: wordsOf(first), buttons: first.buttons.map(buttonBody) }
    return { type: 'template', payload }
  }
  return { type: 'template', payload: { template_type: 'generic', elements: cards.map(elementOf) } }
}

function elementOf({ title, subtitle, image, buttons }: Card): Record<string, unknown> {
  return {
    title: toPlainText(title),
    ...(subtitle && { subtitle: toPlainText(subtitle) }),
    ...(image !== undefined && { image_url: image }),
    ...(buttons.length > 0 && { buttons: buttons.map(buttonBody) }),
  }
}

function buttonBody(button: CardButton): Record<string, unknown> {
  const { title } = button
  if (button.kind === 'url') return { type: 'web_url', title, url: button.url }
  if (button.kind === 'phone') return { type: 'phone_number', title, payload: button.phone }
  return { type: 'postback', title, payload: button.id.trim() }
}

/** A title alone is no card: the platform wants one thing more. */
function fitsRow(card: Card): boolean {
  const { title, subtitle = '', image, buttons } = card
  const areLinesShort = [title, subtitle].every((line) => fits(line, LINE_MAX_LENGTH))
  const hasMore = subtitle !== '' || image !== undefined || buttons.length > 0
  return title.trim() !== '' && areLinesShort && hasMore && haveUsableButtons(card)
}

function isPlain(card: Card): boolean {
  const { image, buttons } = card
  const fitsText = fits(wordsOf(card), TEXT_MAX_LENGTH)
  return image === undefined && buttons.length > 0 && fitsText && haveUsableButtons(card)
}

function haveUsableButtons({ buttons }: Card): boolean {
  const replies = buttons.flatMap((button) => (button.kind === 'reply' ? [button] : []))
  const areShort = buttons.every(({ title }) => title.trim() !== '' && fits(title, LABEL_MAX_LENGTH))
  return buttons.length <= BUTTONS_MAX && areShort && haveUsableIds(replies, PAYLOAD_MAX_LENGTH)
}

function wordsOf({ title, subtitle }: Card): string {
  return toPlainText([title, subtitle].filter(Boolean).join('\n'))
}
