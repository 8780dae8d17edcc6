import type { ContentOf, Product } from '@hilo/protocol'
import { sayable } from './ask.ts'
import type { Offer, ProductsToSay, ProductToSay } from './sayable.ts'

/** https://developers.facebook.com/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products */
const PRODUCTS_MAX = 30
const SECTIONS_MAX = 10
const TITLE_MAX = 60
const SECTION_TITLE_MAX = 24
const ID_MAX = 100
const NAME_MAX = 200

type Section = ContentOf<'products'>['sections'][number]

/**
 * Products as they are recorded; the catalogue is that of the inbox, which the host knows.
 *
 * @throws Error for what WhatsApp would not take.
 */
export function productsOf({ products, text, title }: Offer): ContentOf<'products'> {
  const sections = products === 'all' ? [] : sectionsOf(products)
  const count = sections.reduce((sum, section) => sum + section.products.length, 0)
  if (count > 1 && title === undefined) throw new Error('A list of products needs a title.')
  return {
    ...{ type: 'products', text: sayable(text), sections },
    ...(title !== undefined && { title: within('title of products', title, TITLE_MAX) }),
  }
}

function sectionsOf(products: Exclude<ProductsToSay, 'all'>): Section[] {
  if (!Array.isArray(products) || products.length === 0) throw new Error('A message of products needs some.')
  const given = products as readonly (ProductToSay | { title: string; products: readonly ProductToSay[] })[]
  const isListed = given.every((one) => typeof one === 'object' && one !== null && 'products' in one)
  const sections = isListed
    ? given.map(sectionOf)
    : [{ products: given.map((one) => productOf(one as ProductToSay)) }]
  const ids = sections.flatMap((section) => section.products.map(({ id }) => id))
  if (sections.length > SECTIONS_MAX || ids.length > PRODUCTS_MAX) {
    throw new Error(`A message takes at most ${PRODUCTS_MAX} products, in at most ${SECTIONS_MAX} sections.`)
  }
  return sections
}

function sectionOf(section: unknown): Section {
  const { title, products } = section as { title: string; products: readonly ProductToSay[] }
  if (!Array.isArray(products) || products.length === 0) throw new Error('A section of products needs some.')
  return { title: within('title of a section', title, SECTION_TITLE_MAX), products: products.map(productOf) }
}

function productOf(product: ProductToSay): Product {
  if (typeof product === 'string') return { id: within('id of a product', product, ID_MAX) }
  const { id, name } = product
  return { id: within('id of a product', id, ID_MAX), name: within('name of a product', name, NAME_MAX) }
}

function within(what: string, value: unknown, max: number): string {
  if (typeof value === 'string' && value.trim() !== '' && [...value].length <= max) return value
  throw new Error(`The ${what} must be a text of 1 to ${max} characters.`)
}
