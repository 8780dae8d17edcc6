import type { Content } from '@hilo/protocol'
import { sayable } from './ask.ts'
import type { Recorder } from './recorder.ts'
import { placeOf, recordSaid, wordsOf } from './said.ts'
import { cardsOf } from './say-cards.ts'
import { sayMedia } from './say-media.ts'
import { productsOf } from './say-products.ts'
import { sayTemplate } from './say-template.ts'
import type { Sayable } from './sayable.ts'

const PEOPLE_MAX = 10

/** `chat.say`: a text, a place on the map, people's cards, cards with buttons, a file, products, or a template. */
export function say(recorder: Recorder, said: string | Sayable): void | Promise<void> {
  if (typeof said === 'object' && said !== null) {
    if ('media' in said) return sayMedia(recorder, said.media)
    if ('template' in said) return sayTemplate(recorder, said.template)
  }
  recordSaid(recorder, contentOf(said))
}

function contentOf(said: string | Exclude<Sayable, { media: unknown } | { template: unknown }>): Content {
  if (typeof said !== 'object' || said === null) return { type: 'text', text: sayable(said) }
  if ('location' in said) return placeOf(said.location)
  if ('contacts' in said) return peopleOf(said.contacts)
  if ('cards' in said) return cardsOf(said.cards, said.text)
  if ('products' in said) return productsOf(said)
  return { type: 'text', text: sayable(said.text) }
}

type People = Extract<Sayable, { contacts: unknown }>['contacts']

function peopleOf(cards: People): Content {
  if (!Array.isArray(cards) || cards.length === 0 || cards.length > PEOPLE_MAX) {
    throw new Error(`A message takes 1 to ${PEOPLE_MAX} contacts.`)
  }
  return {
    type: 'contacts',
    contacts: cards.map(({ name, phones = [], emails = [] }) => ({
      name: wordsOf(name),
      phones: phones.map(wordsOf),
      emails: emails.map(wordsOf),
    })),
  }
}
