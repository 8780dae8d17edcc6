import { type ContactCard, type Content, type ContentOf, previewOf, productsText } from '@hilo/protocol'
import { inCharacters, splitText } from '../../text/split.ts'
import { cardsParts } from './cards.ts'
import { choicesParts } from './choices.ts'
import type { Platform } from './platform.ts'

/**
 * The messages that `content` has to be sent in, in their order, at least one. Places and contact cards have
 * no message of their own and become text. Parts of a part are the part itself.
 */
export function partsOf(content: Content, platform: Platform): Content[] {
  const { commentMax } = platform
  const { max, size } = platform.text
  const texts = (text: string): Content[] =>
    splitText(text, max, size).map((piece) => ({ type: 'text', text: piece }))
  switch (content.type) {
    case 'text':
      return content.asks === 'phone' && platform.sharesPhone
        ? withRequest(texts(content.text))
        : texts(content.text)
    case 'choices':
      return choicesParts(content, platform)
    case 'cards':
      return cardsParts(content, platform)
    case 'media': {
      if (content.externalId === undefined && content.mediaId === undefined) return texts(previewOf(content))
      const { caption, ...file } = content
      // A message has a file or a text, not both.
      return caption === undefined || caption.trim() === '' ? [file] : [file, ...texts(caption)]
    }
    case 'form':
      return texts(content.text)
    case 'products':
      return texts(productsText(content))
    case 'location':
      return texts(placeText(content))
    case 'contacts':
      return texts(content.contacts.map(cardText).join('\n\n') || previewOf(content))
    case 'reaction':
    case 'hide':
      return [content]
    case 'comment':
      return splitText(content.text, commentMax, inCharacters).map((text) => ({ ...content, text }))
    case 'share':
      return texts([content.title, content.url].filter(Boolean).join('\n') || previewOf(content))
    default:
      return texts(previewOf(content))
  }
}

/** The button stands under the end of the text, where the question is. */
function withRequest(texts: Content[]): Content[] {
  const last = texts.at(-1)
  return last?.type === 'text' ? [...texts.slice(0, -1), { ...last, asks: 'phone' }] : texts
}

function placeText({ latitude, longitude, name, address }: ContentOf<'location'>): string {
  const map = `https://www.google.com/maps?q=${latitude},${longitude}`
  return [name, address, map].filter(Boolean).join('\n')
}

function cardText({ name, phones, emails }: ContactCard): string {
  return [name, ...phones, ...emails].filter((line) => line !== '').join('\n')
}
