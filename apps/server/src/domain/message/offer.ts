import { AppError, type Content, type ContentOf, newId, type Product } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { LockedConversation } from '../conversation/conversation.ts'
import type { InboxSettings } from '../inbox/inbox.ts'

/** What a member sends by hand of what the platform keeps for the business. */
export type Offer =
  | { type: 'products'; text: string; title: string; products: Product[] }
  | { type: 'form'; text: string; button: string; flow: string }

/**
 * It as a message. Whether the platform still has the product or the form, it says itself.
 *
 * @throws AppError `conflict` where the inbox has no catalogue, or its channel no forms.
 */
export function offerContent({ channel, settings }: LockedConversation, offer: Offer): Content {
  if (channel !== 'whatsapp') {
    throw new AppError('conflict', 'On this channel there are no products and forms: write instead.')
  }
  if (offer.type === 'products') return productsOf(offer, decode<InboxSettings>(settings).catalogId)
  // No run asked for it, so what is filled in answers none of their questions.
  return { ...offer, token: `member:${newId()}` }
}

function productsOf(
  { text, title, products }: Extract<Offer, { type: 'products' }>,
  catalogId: string | undefined,
): ContentOf<'products'> {
  if (catalogId === undefined) {
    throw new AppError('conflict', 'This inbox names no catalogue: do so on its settings page.')
  }
  return {
    ...{ type: 'products', text, catalogId },
    ...(title !== '' && { title }),
    sections: products.length === 0 ? [] : [{ products }],
  }
}
