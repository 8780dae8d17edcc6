/**
 * The limits of messages that show products.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products
 */
import { type Fields, listAt, objectAt, optionalTextAt, textAt } from './fields.ts'
import { GraphError } from './graph-error.ts'

const ACTION = "interactive['action']"
const PRODUCTS_MAX = 30
const SECTIONS_MAX = 10

/** One product: it has no header, and words only when they are given. */
export function checkedProduct(interactive: Fields): Fields {
  const action = objectAt(interactive, 'action', ACTION)
  if (interactive.header !== undefined) {
    throw new GraphError(131009, 'A message of one product has no header.')
  }
  textAt(action, 'catalog_id', { path: `${ACTION}['catalog_id']`, max: 64 })
  textAt(action, 'product_retailer_id', { path: `${ACTION}['product_retailer_id']`, max: 100 })
  return interactive
}

/** Up to 30 products, in up to 10 sections under a header of text. */
export function checkProducts(interactive: Fields): void {
  const header = objectAt(interactive, 'header', "interactive['header']")
  if (header.type !== 'text') throw new GraphError(131009, 'The header of a list of products must be text.')
  const action = objectAt(interactive, 'action', ACTION)
  textAt(action, 'catalog_id', { path: `${ACTION}['catalog_id']`, max: 64 })
  checkSections(action, ACTION)
}

/** The products that an action lists. */
export function checkSections(action: Fields, of: string): void {
  const path = `${of}['sections']`
  const sections = listAt(action, 'sections', { path, min: 1, max: SECTIONS_MAX })
  const count = sections.reduce((sum, section) => sum + countIn(section, path, sections.length > 1), 0)
  if (count > PRODUCTS_MAX) {
    const words = `Max count: ${PRODUCTS_MAX}, given: ${count}`
    throw new GraphError(131009, `Total product count exceeds the maximum allowed. ${words}`)
  }
}

function countIn(section: Fields, path: string, needsTitle: boolean): number {
  const title = { path: `${path}['title']`, max: 24 }
  if (needsTitle) textAt(section, 'title', title)
  else optionalTextAt(section, 'title', title)
  const at = `${path}['product_items']`
  const items = listAt(section, 'product_items', { path: at, min: 1, max: PRODUCTS_MAX })
  for (const item of items) {
    textAt(item, 'product_retailer_id', { path: `${at}['product_retailer_id']`, max: 100 })
  }
  return items.length
}

/** The whole catalogue, perhaps with the picture of one of its products. */
export function checkCatalogue(action: Fields): void {
  if (action.name !== 'catalog_message') {
    throw new GraphError(131009, `Param ${ACTION}['name'] must be "catalog_message".`)
  }
  if (action.parameters === undefined) return
  const parameters = objectAt(action, 'parameters', `${ACTION}['parameters']`)
  const path = `${ACTION}['parameters']['thumbnail_product_retailer_id']`
  optionalTextAt(parameters, 'thumbnail_product_retailer_id', { path, max: 100 })
}
