/** The products that a button of a template shows, as its value names them. Without a schema, for pages. */

// https://developers.facebook.com/docs/whatsapp/cloud-api/guides/sell-products-and-services/share-products
const MAX = { products: 30, sections: 10, title: 24, id: 100 }

export type ProductSection = { title: string; ids: string[] }

/** `soup, rice`, or with parts: `Popular: soup, rice; New: tea`. An id is never taken for a title. */
export function productSections(value: string): ProductSection[] {
  return value.split(';').flatMap((part) => {
    const [, title = '', listed = ''] = /^(?:\s*([^,]*?):\s+)?(.*)$/s.exec(part) ?? []
    const ids = listed.split(',').flatMap((id) => id.trim() || [])
    return ids.length > 0 ? [{ title: title.trim(), ids }] : []
  })
}

/** Whether the platform would show them: several parts need a title each. */
export function areProducts(sections: readonly ProductSection[]): boolean {
  const ids = sections.flatMap((section) => section.ids)
  const isShort = (text: string, max: number) => [...text].length <= max
  return (
    ids.length > 0 &&
    ids.length <= MAX.products &&
    sections.length <= MAX.sections &&
    ids.every((id) => isShort(id, MAX.id)) &&
    sections.every(({ title }) => isShort(title, MAX.title) && (title !== '' || sections.length === 1))
  )
}
