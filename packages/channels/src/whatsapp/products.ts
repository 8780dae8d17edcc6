import { type Content, type ContentOf, productsText } from '@hilo/protocol'
import { fits, splitOffEnd, splitText } from '../text/split.ts'
import { REQUEST_MAX_LENGTH, TEXT_MAX_LENGTH } from './limits.ts'
import { toWhatsAppMarkup } from './markup.ts'

/**
 * Products of the catalogue that is connected to the account: one, a list of them, or all. What is over a
 * limit goes as words, with nothing left out.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products
 */

const TITLE_MAX_LENGTH = 60
const SECTION_TITLE_MAX_LENGTH = 24
const ID_MAX_LENGTH = 100
const PRODUCTS_MAX = 30
const SECTIONS_MAX = 10

type Products = ContentOf<'products'>

export function productsParts(products: Products): Content[] {
  if (!isShown(products)) return splitText(productsText(products), TEXT_MAX_LENGTH).map(words)
  const [before, end] = splitOffEnd(products.text, REQUEST_MAX_LENGTH)
  const texts = before === '' ? [] : splitText(before, TEXT_MAX_LENGTH).map(words)
  return [...texts, { ...products, text: end }]
}

/** The interactive message of a part. */
export function productsBody({ text, title, sections, catalogId }: Products): Record<string, unknown> {
  const body = { text: toWhatsAppMarkup(text) }
  const all = sections.flatMap((section) => section.products)
  const [first, ...others] = all
  if (!first) return { type: 'catalog_message', body, action: { name: 'catalog_message' } }
  if (others.length === 0) {
    return { type: 'product', body, action: { catalog_id: catalogId, product_retailer_id: first.id } }
  }
  const listed = sections.map((section) => ({
    ...(section.title !== undefined && { title: section.title }),
    product_items: section.products.map(({ id }) => ({ product_retailer_id: id })),
  }))
  return {
    type: 'product_list',
    header: { type: 'text', text: title },
    body,
    action: { catalog_id: catalogId, sections: listed },
  }
}

function isShown({ text, title, sections, catalogId }: Products): boolean {
  const all = sections.flatMap((section) => section.products)
  const titles = sections.flatMap((section) => section.title ?? [])
  return (
    catalogId !== undefined &&
    text.trim() !== '' &&
    sections.length <= SECTIONS_MAX &&
    all.length <= PRODUCTS_MAX &&
    all.every(({ id }) => fits(id, ID_MAX_LENGTH)) &&
    (all.length < 2 || (title !== undefined && title.trim() !== '' && fits(title, TITLE_MAX_LENGTH))) &&
    (sections.length < 2 || titles.length === sections.length) &&
    titles.every((one) => one.trim() !== '' && fits(one, SECTION_TITLE_MAX_LENGTH))
  )
}

function words(text: string): ContentOf<'text'> {
  return { type: 'text', text }
}
