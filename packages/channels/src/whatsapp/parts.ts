import { type Content, type ContentOf, previewOf, withoutTemplate } from '@hilo/protocol'
import { fits, splitOffEnd, splitText } from '../text/split.ts'
import { cardsParts } from './cards.ts'
import { choicesParts } from './choices.ts'
import { formParts } from './forms.ts'
import { CAPTION_MAX_LENGTH, REQUEST_MAX_LENGTH, TEXT_MAX_LENGTH } from './limits.ts'
import { productsParts } from './products.ts'

/** The most cards that one message carries; Meta's OpenAPI file says so. */
const CARDS_MAX = 5

/**
 * The messages that `content` has to be sent in, in their order, at least one. What a business cannot send on
 * WhatsApp (an answer, a system notice) is sent as the line that stands for it. Parts of a part are the part
 * itself.
 */
export function partsOf(content: Content): Content[] {
  switch (content.type) {
    case 'text':
      return content.asks === undefined ? texts(content.text) : requestParts(content)
    case 'choices':
      return choicesParts(content)
    case 'cards':
      return cardsParts(content)
    case 'form':
      return formParts(content)
    case 'products':
      return productsParts(content)
    case 'media':
      return mediaParts(content)
    case 'contacts':
      return cardParts(content)
    case 'template':
      // One that nobody made of the approved template cannot be sent as one.
      return content.parameters ? [content] : partsOf(withoutTemplate(content))
    case 'location':
    case 'reaction':
      return [content]
    default:
      return texts(previewOf(content))
  }
}

/** The button stands under the end of the text, where the question is. */
function requestParts({ text, asks }: ContentOf<'text'>): Content[] {
  const [before, question] = splitOffEnd(text, REQUEST_MAX_LENGTH)
  return [...(before === '' ? [] : texts(before)), { type: 'text', text: question, asks }]
}

function texts(text: string): Content[] {
  return splitText(text, TEXT_MAX_LENGTH).map((piece) => ({ type: 'text', text: piece }))
}

/**
 * A file that is ours is uploaded on its way. A caption that is too long, or that this kind of media cannot
 * have, follows as text.
 */
function mediaParts(media: ContentOf<'media'>): Content[] {
  if (media.externalId === undefined && media.mediaId === undefined) return texts(previewOf(media))
  const { caption, ...rest } = media
  if (caption === undefined) return [media]
  const canHave = media.kind !== 'audio' && media.kind !== 'sticker'
  return canHave && fits(caption, CAPTION_MAX_LENGTH) ? [media] : [rest, ...texts(caption)]
}

function cardParts({ contacts }: ContentOf<'contacts'>): Content[] {
  const parts: Content[] = []
  for (let at = 0; at < contacts.length; at += CARDS_MAX) {
    parts.push({ type: 'contacts', contacts: contacts.slice(at, at + CARDS_MAX) })
  }
  return parts.length > 0 ? parts : texts(previewOf({ type: 'contacts', contacts }))
}
