import type { Card, CardButton, ContentOf } from '@hilo/protocol'
import { type Fields, NAME_MAX, objectOf, TEXT_MAX, text, wrong } from './check-field.ts'

const CARDS_MAX = 30
const BUTTONS_MAX = 10
const URL_MAX = 2_000

/** Cards as a backend says them: few enough, and with addresses that open nothing but the web. */
export function checkOffer({ cards, text: words }: Fields): ContentOf<'cards'> {
  if (!Array.isArray(cards) || cards.length === 0 || cards.length > CARDS_MAX) throw wrong('cards')
  return {
    ...{ type: 'cards', cards: cards.map((card) => checkCard(objectOf(card, 'card'))) },
    ...(words === undefined ? {} : { text: text(words, TEXT_MAX) }),
  }
}

function checkCard({ title, subtitle, image, buttons }: Fields): Card {
  if (!Array.isArray(buttons) || buttons.length > BUTTONS_MAX) throw wrong('buttons')
  return {
    title: text(title, TEXT_MAX),
    ...(subtitle === undefined ? {} : { subtitle: text(subtitle, TEXT_MAX) }),
    ...(image === undefined ? {} : { image: address(image) }),
    buttons: buttons.map((button) => checkButton(objectOf(button, 'button'))),
  }
}

function checkButton({ kind, title, id, url, phone }: Fields): CardButton {
  const label = text(title, NAME_MAX)
  if (kind === 'reply') return { kind, title: label, id: text(id, NAME_MAX) }
  if (kind === 'url') return { kind, title: label, url: address(url) }
  if (kind === 'phone') return { kind, title: label, phone: text(phone, NAME_MAX) }
  throw wrong('button')
}

function address(value: unknown): string {
  const url = text(value, URL_MAX)
  if (!/^https?:\/\/\S+$/i.test(url)) throw wrong('url')
  return url
}
