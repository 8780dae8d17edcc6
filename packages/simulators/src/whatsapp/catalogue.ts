/** Catalogues of products, as Meta's Commerce Manager would hold them. */
import { AppError } from '@hilo/protocol'
import { type Fields, fieldsOf, isFields } from '../meta/fields.ts'
import { GraphError } from './graph-error.ts'
import { announce, type CatalogueProduct, type PhoneMessage, type WhatsApp } from './world.ts'
import { writeMessage } from './write-message.ts'

/** The one that is there from the beginning. */
export const CATALOGUE: { catalogId: string; products: CatalogueProduct[] } = {
  catalogId: '194836987003835',
  products: [
    { id: 'menu-of-the-day', name: 'Menu of the day', price: 18.5, currency: 'EUR' },
    { id: 'lemonade', name: 'Lemonade', price: 4, currency: 'EUR' },
  ],
}

/** What a message offers, in its order, and from which catalogue. */
export type Offer = { catalogId: string; products: CatalogueProduct[] }
/** Of which catalogue; null: of the one that is connected. No ids: all of it. */
type Wanted = { catalogId: string | null; ids: string[] }
type Basket = {
  personId: string
  messageId: string
  items: readonly { productId: string; quantity: number }[]
  text: string
}

/**
 * Refuses a send as Meta does whose catalogue, or one of whose products, is not there.
 *
 * @throws GraphError 131009
 */
export function checkKnownProducts(world: WhatsApp, body: unknown): void {
  const wanted = wantedBy(body)
  if (!wanted) return
  const known = world.catalogues.get(wanted.catalogId ?? connectedTo(world))
  if (!known) throw new GraphError(131009, `The catalog ${wanted.catalogId} is not connected.`)
  const missing = wanted.ids.filter((id) => known.every((product) => product.id !== id))
  if (missing.length === 0) return
  throw new GraphError(131009, `Products not found in FB Catalog: ${missing.join(', ')}.`)
}

function connectedTo(world: WhatsApp): string {
  return [...world.catalogues.keys()][0] ?? ''
}

/** What a message offers. @throws AppError `not_found` when it offers no products. */
export function offerOf(world: WhatsApp, messageId: string): Offer {
  const wanted = wantedBy(world.messages.get(messageId)?.body)
  if (!wanted) throw new AppError('not_found', 'There are no products in this message.')
  const catalogId = wanted.catalogId ?? connectedTo(world)
  const known = world.catalogues.get(catalogId) ?? []
  const listed = wanted.ids.flatMap((id) => known.find((product) => product.id === id) ?? [])
  return { catalogId, products: wanted.ids.length > 0 ? listed : known }
}

/**
 * Fills a basket from what a message offers, and sends it at the prices of the catalogue.
 *
 * @throws AppError `not_found`, or `invalid_request` for what the message does not offer.
 */
export function orderFrom(world: WhatsApp, { personId, messageId, items, text }: Basket): PhoneMessage {
  const { catalogId, products } = offerOf(world, messageId)
  const priced = items.map(({ productId, quantity }) => {
    const product = products.find(({ id }) => id === productId)
    if (!product) throw new AppError('invalid_request', `The message does not offer "${productId}".`)
    const { price: item_price, currency } = product
    return { product_retailer_id: productId, quantity, item_price, currency }
  })
  const message = world.messages.get(messageId)
  if (message) {
    message.pressed = 'order'
    announce(world, message)
  }
  const from = { personId, phoneNumberId: message?.phoneNumberId }
  const body = { catalog_id: catalogId, text, product_items: priced }
  return writeMessage(world, from, { type: 'order', body })
}

/** Which products a body names; the whole catalogue when none is. Null for what is no such message. */
function wantedBy(body: unknown): Wanted | null {
  if (!isFields(body)) return null
  if (!isFields(body.action)) return wantedByTemplate(body)
  const { type, action } = body
  if (type === 'catalog_message') return { catalogId: null, ids: [] }
  const catalogId = String(action.catalog_id)
  if (type === 'product') return { catalogId, ids: [String(action.product_retailer_id)] }
  if (type !== 'product_list') return null
  return { catalogId, ids: fieldsOf(action.sections).flatMap(itemsOf) }
}

/** By the button of a template, or by the products on its cards. */
function wantedByTemplate({ buttons, cards }: Fields): Wanted | null {
  const opening = fieldsOf(buttons).find(({ kind }) => kind === 'catalog' || kind === 'mpm')
  if (opening) {
    const sections = isFields(opening.action) ? fieldsOf(opening.action.sections) : []
    return { catalogId: null, ids: sections.flatMap(itemsOf) }
  }
  const products = fieldsOf(cards).flatMap(({ header }) =>
    isFields(header) && isFields(header.product) ? [header.product] : [],
  )
  const [first] = products
  if (!first) return null
  const ids = products.map(({ product_retailer_id: id }) => String(id))
  return { catalogId: String(first.catalog_id), ids }
}

function itemsOf({ product_items: items }: Fields): string[] {
  return fieldsOf(items).map(({ product_retailer_id: id }) => String(id))
}
