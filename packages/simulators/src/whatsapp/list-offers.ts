import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { GraphError } from './graph-error.ts'
import type { WhatsApp } from './world.ts'

/**
 * What the Graph API lists of a catalogue and of the forms of an account.
 * https://developers.facebook.com/docs/marketing-api/reference/product-catalog/products
 * https://developers.facebook.com/docs/whatsapp/flows/reference/flowsapi
 */

/** The products of a catalogue, perhaps those whose name has something in it. */
export function listProducts(world: WhatsApp, catalogId: string, url: URL): Answer {
  const known = world.catalogues.get(catalogId)
  if (!known) throw new GraphError(100, `Object with ID '${catalogId}' does not exist.`, 33)
  const wanted = nameIn(url.searchParams.get('filter')).toLowerCase()
  const listed = known
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .map(({ id, name, price, currency }) => ({
      id: `${catalogId}-${id}`,
      ...{ retailer_id: id, name, price: `${currency} ${price.toFixed(2)}` },
    }))
  return page(listed, url)
}

/** Forms are known to all accounts here. */
export function listFlows(world: WhatsApp, url: URL): Answer {
  const flows = [...world.flows.values()]
  const listed = flows.map(({ id, name, status }) => ({
    ...{ id, name: name ?? id, status, categories: ['OTHER'], validation_errors: [] },
  }))
  return page(listed, url)
}

function nameIn(filter: string | null): string {
  if (filter === null) return ''
  try {
    const { name } = JSON.parse(filter) as { name?: { i_contains?: unknown } }
    return String(name?.i_contains ?? '')
  } catch {
    throw new GraphError(100, 'Param filter must be a JSON object.')
  }
}

/** `after` is the number of what was given before. */
function page(all: readonly object[], url: URL): Answer {
  const limit = Number(url.searchParams.get('limit') ?? 25)
  const from = Number(url.searchParams.get('after') ?? 0)
  const to = from + limit
  const paging = { cursors: { before: String(from), after: String(to) } }
  const next = new URL(url)
  next.searchParams.set('after', String(to))
  return json(200, {
    data: all.slice(from, to),
    paging: to < all.length ? { ...paging, next: next.href } : paging,
  })
}
