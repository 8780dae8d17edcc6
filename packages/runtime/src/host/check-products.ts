import type { ContentOf, Product } from '@hilo/protocol'
import { type Fields, NAME_MAX, objectOf, TEXT_MAX, text, wrong } from './check-field.ts'

const SECTIONS_MAX = 10
const PRODUCTS_MAX = 30

/** Products as a backend says them. Of which catalogue, the host knows. */
export function checkProducts({ text: words, title, sections }: Fields): ContentOf<'products'> {
  if (!Array.isArray(sections) || sections.length > SECTIONS_MAX) throw wrong('sections')
  return {
    ...{ type: 'products', text: text(words, TEXT_MAX) },
    ...(title === undefined ? {} : { title: text(title, NAME_MAX) }),
    sections: sections.map((section) => checkSection(objectOf(section, 'section'))),
  }
}

function checkSection({ title, products }: Fields): ContentOf<'products'>['sections'][number] {
  if (!Array.isArray(products) || products.length === 0 || products.length > PRODUCTS_MAX) {
    throw wrong('products')
  }
  return {
    ...(title === undefined ? {} : { title: text(title, NAME_MAX) }),
    products: products.map((product) => checkProduct(objectOf(product, 'product'))),
  }
}

function checkProduct({ id, name }: Fields): Product {
  return { id: text(id, NAME_MAX), ...(name === undefined ? {} : { name: text(name, NAME_MAX) }) }
}
