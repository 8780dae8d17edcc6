import type { Content, ContentOf } from '@hilo/protocol'
import { sayable } from './ask.ts'
import type { Recorder } from './recorder.ts'
import { sayMedia } from './say-media.ts'
import { sayTemplate } from './say-template.ts'
import type { Sayable } from './sayable.ts'

const NAME_MAX = 1_000
const CARDS_MAX = 10

/** `chat.say`: a text, a place on the map, people's cards, a file, or a template. */
export function say(recorder: Recorder, said: string | Sayable): void | Promise<void> {
  if (typeof said === 'object' && said !== null) {
    if ('media' in said) return sayMedia(recorder, said.media)
    if ('template' in said) return sayTemplate(recorder, said.template)
  }
  recordSaid(recorder, contentOf(said))
}

/** Records a message that is what it is at once. */
export function recordSaid(recorder: Recorder, content: Content): void {
  const position = recorder.next()
  if (recorder.recall({ position, kind: 'say', name: '' })) return
  recorder.record({ position, kind: 'say', name: '', value: null, content })
}

function contentOf(said: string | Exclude<Sayable, { media: unknown } | { template: unknown }>): Content {
  if (typeof said !== 'object' || said === null) return { type: 'text', text: sayable(said) }
  if ('location' in said) return placeOf(said.location)
  if ('contacts' in said) return cardsOf(said.contacts)
  return { type: 'text', text: sayable(said.text) }
}

type Location = Extract<Sayable, { location: unknown }>['location']
type Cards = Extract<Sayable, { contacts: unknown }>['contacts']

export function placeOf({ latitude, longitude, name, address }: Location): ContentOf<'location'> {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    throw new Error('A location needs a latitude from -90 to 90 and a longitude from -180 to 180.')
  }
  return {
    type: 'location',
    ...{ latitude, longitude },
    ...(name === undefined ? {} : { name: wordsOf(name) }),
    ...(address === undefined ? {} : { address: wordsOf(address) }),
  }
}

function cardsOf(cards: Cards): Content {
  if (!Array.isArray(cards) || cards.length === 0 || cards.length > CARDS_MAX) {
    throw new Error(`A message takes 1 to ${CARDS_MAX} contacts.`)
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

function wordsOf(text: unknown): string {
  const words = sayable(text)
  if (words.length > NAME_MAX) throw new Error(`A name must not be longer than ${NAME_MAX} characters.`)
  return words
}
