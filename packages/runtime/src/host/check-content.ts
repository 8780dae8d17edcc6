import type { Choice, Content, ContentOf } from '@hilo/protocol'
import { checkOffer } from './check-cards.ts'
import { type Fields, finite, NAME_MAX, objectOf, TEXT_MAX, text, wrong } from './check-field.ts'
import { checkForm } from './check-form.ts'
import { checkProducts } from './check-products.ts'

const CHOICES_MAX = 200
const CARDS_MAX = 10
const LINES_MAX = 100
const VALUES_MAX = 100
const MEDIA_KINDS = new Set(['image', 'video', 'audio', 'document', 'sticker'])

/**
 * A backend says texts, choices, places, people's cards, cards with buttons, products, files, forms and
 * templates; everything else in `Content` is for people and platforms.
 */
export function checkContent(content: Fields): Content {
  if (content.type === 'text') {
    const { asks } = content
    const isRequest = asks === 'location' || asks === 'phone'
    return { type: 'text', text: text(content.text, TEXT_MAX), ...(isRequest && { asks }) }
  }
  if (content.type === 'location') return checkLocation(content)
  if (content.type === 'contacts') return checkCards(content)
  if (content.type === 'media') return checkMedia(content)
  if (content.type === 'cards') return checkOffer(content)
  if (content.type === 'form') return checkForm(content)
  if (content.type === 'products') return checkProducts(content)
  if (content.type === 'template') return checkTemplate(content)
  const { choices } = content
  if (content.type !== 'choices' || !Array.isArray(choices)) throw wrong('content')
  if (choices.length === 0 || choices.length > CHOICES_MAX) throw wrong('choices')
  const checked: Content = {
    type: 'choices',
    text: text(content.text, TEXT_MAX),
    choices: choices.map((choice) => checkChoice(objectOf(choice, 'choice'))),
  }
  if (content.button !== undefined) checked.button = text(content.button, NAME_MAX)
  return checked
}

function checkChoice({ id, title, description, back }: Fields): Choice {
  const choice: Choice = { id: text(id, NAME_MAX), title: text(title, TEXT_MAX) }
  if (description !== undefined) choice.description = text(description, TEXT_MAX)
  if (back === true) choice.back = back
  return choice
}

/** Only what was asked for: what the platform is told of it, the host knows. */
function checkTemplate({ name, language, text: words, header, values }: Fields): Content {
  const entries = Object.entries(objectOf(values, 'values'))
  if (entries.length > VALUES_MAX) throw wrong('values')
  return {
    ...{ type: 'template', name: text(name, NAME_MAX), language: text(language, NAME_MAX), buttons: [] },
    text: text(words, TEXT_MAX),
    values: Object.fromEntries(entries.map(([key, value]) => [text(key, NAME_MAX), text(value, TEXT_MAX)])),
    ...(header === undefined ? {} : { header: checkHeader(objectOf(header, 'header')) }),
  }
}

function checkHeader(header: Fields): ContentOf<'media'> | ContentOf<'location'> {
  if (header.type === 'media') return checkMedia(header)
  if (header.type === 'location') return checkLocation(header)
  throw wrong('header')
}

function checkLocation({ latitude, longitude, name, address }: Fields): ContentOf<'location'> {
  return {
    type: 'location',
    latitude: finite(latitude, 'latitude'),
    longitude: finite(longitude, 'longitude'),
    ...(name === undefined ? {} : { name: text(name, TEXT_MAX) }),
    ...(address === undefined ? {} : { address: text(address, TEXT_MAX) }),
  }
}

/** Whether the file is one of the conversation is for the host to know. */
function checkMedia({ kind, mediaId, mimeType, filename, caption }: Fields): ContentOf<'media'> {
  if (typeof kind !== 'string' || !MEDIA_KINDS.has(kind)) throw wrong('kind')
  return {
    type: 'media',
    kind: kind as ContentOf<'media'>['kind'],
    mediaId: text(mediaId, NAME_MAX),
    ...(mimeType === undefined ? {} : { mimeType: text(mimeType, NAME_MAX) }),
    ...(filename === undefined ? {} : { filename: text(filename, NAME_MAX) }),
    ...(caption === undefined ? {} : { caption: text(caption, TEXT_MAX) }),
  }
}

function checkCards({ contacts }: Fields): Content {
  if (!Array.isArray(contacts) || contacts.length === 0 || contacts.length > CARDS_MAX)
    throw wrong('contacts')
  return {
    type: 'contacts',
    contacts: contacts.map((contact) => {
      const { name, phones, emails } = objectOf(contact, 'contact')
      return { name: text(name, TEXT_MAX), phones: lines(phones), emails: lines(emails) }
    }),
  }
}

function lines(value: unknown): string[] {
  if (!Array.isArray(value) || value.length > LINES_MAX) throw wrong('contact')
  return value.map((line) => text(line, NAME_MAX))
}
