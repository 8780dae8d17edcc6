import type { Card, CardButton, ContentOf } from '@hilo/protocol'
import { sayable } from './ask.ts'
import { wordsOf } from './said.ts'
import type { CardToSay } from './sayable.ts'

const CARDS_MAX = 30
const BUTTONS_MAX = 10
const ID_MAX = 200

/** Cards as they are recorded. @throws Error for what no channel could show */
export function cardsOf(cards: readonly CardToSay[], text: string | undefined): ContentOf<'cards'> {
  if (!Array.isArray(cards) || cards.length === 0 || cards.length > CARDS_MAX) {
    throw new Error(`A message takes 1 to ${CARDS_MAX} cards.`)
  }
  return {
    ...{ type: 'cards', cards: cards.map(cardOf) },
    ...(text === undefined ? {} : { text: sayable(text) }),
  }
}

function cardOf({ title, subtitle, image, buttons = [] }: CardToSay): Card {
  if (buttons.length > BUTTONS_MAX) throw new Error(`A card takes at most ${BUTTONS_MAX} buttons.`)
  return {
    title: wordsOf(title),
    ...(subtitle === undefined ? {} : { subtitle: wordsOf(subtitle) }),
    ...(image === undefined ? {} : { image: addressOf(image) }),
    buttons: buttons.map(buttonOf),
  }
}

function buttonOf(button: NonNullable<CardToSay['buttons']>[number]): CardButton {
  if (typeof button === 'string') return { kind: 'reply', title: wordsOf(button), id: idOf(button) }
  const title = wordsOf(button.title)
  if ('url' in button) return { kind: 'url', title, url: addressOf(button.url) }
  if ('phone' in button) return { kind: 'phone', title, phone: wordsOf(button.phone) }
  return { kind: 'reply', title, id: idOf(button.id ?? button.title) }
}

function idOf(id: string): string {
  return sayable(id).trim().slice(0, ID_MAX)
}

function addressOf(url: string): string {
  if (typeof url === 'string' && /^https?:\/\/\S+$/i.test(url)) return url
  throw new Error('A card needs the whole web address of its picture and its links, with https://.')
}
