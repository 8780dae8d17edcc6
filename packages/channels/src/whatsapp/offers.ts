import type { OfferedForm, OfferedProduct } from '@hilo/protocol'
import { z } from 'zod'
import type { OfferPage } from '../channel-offers.ts'
import { causeIn, sentenceIn } from '../meta/errors.ts'
import { GraphError } from '../meta/graph-error.ts'
import { idOf, type Json, recordOf, textOf } from '../meta/json.ts'
import type { ChannelRequest } from '../outbound.ts'
import { ownReason } from '../own-reasons.ts'
import { WHATSAPP_ERRORS } from './errors.ts'
import type { WhatsAppSettings } from './render.ts'

/**
 * The products of a catalogue and the Flows of a business account, as the Graph API lists them.
 * https://developers.facebook.com/docs/marketing-api/reference/product-catalog/products
 * https://developers.facebook.com/docs/whatsapp/flows/reference/flowsapi
 */

const PRODUCTS_A_PAGE = 50
const FORMS_A_PAGE = 100

export function renderProducts(
  catalogId: string,
  { search, after }: { search: string; after: string | null },
  settings: WhatsAppSettings,
): ChannelRequest {
  const query = new URLSearchParams({ fields: 'retailer_id,name,price', limit: String(PRODUCTS_A_PAGE) })
  if (search !== '') query.set('filter', JSON.stringify({ name: { i_contains: search } }))
  if (after !== null) query.set('after', after)
  return get(`${encodeURIComponent(catalogId)}/products?${query}`, settings)
}

export function readProducts(status: number, body: unknown): OfferPage<OfferedProduct> {
  return readPage({ status, body }, (item) => {
    const id = idOf(item.retailer_id)
    return id === undefined ? null : { id, name: textOf(item.name) ?? id, price: textOf(item.price) ?? null }
  })
}

export function renderForms(wabaId: string, settings: WhatsAppSettings): ChannelRequest {
  const query = new URLSearchParams({ fields: 'id,name,status', limit: String(FORMS_A_PAGE) })
  return get(`${encodeURIComponent(wabaId)}/flows?${query}`, settings)
}

/** A draft goes to testers alone, and a blocked one to nobody. */
export function readForms(status: number, body: unknown): OfferPage<OfferedForm> {
  return readPage({ status, body }, (item) => {
    const id = idOf(item.id)
    return id === undefined || item.status !== 'PUBLISHED' ? null : { id, name: textOf(item.name) ?? id }
  })
}

function get(path: string, { graphUrl, version, accessToken }: WhatsAppSettings): ChannelRequest {
  return {
    method: 'GET',
    url: `${graphUrl}/${version}/${path}`,
    headers: { authorization: `Bearer ${accessToken}` },
    body: undefined,
  }
}

const Page = z.looseObject({
  data: z.array(z.unknown()),
  paging: z
    .looseObject({ next: z.string().optional(), cursors: z.looseObject({ after: z.string() }).optional() })
    .optional()
    .catch(undefined),
})

/** What cannot be read is left out, and holds up none of its neighbours. */
function readPage<T>(
  answer: { status: number; body: unknown },
  read: (item: Json) => T | null,
): OfferPage<T> {
  const page = answer.status === 200 ? Page.safeParse(answer.body) : undefined
  if (!page?.success) return refusalOf(answer)
  const { data, paging } = page.data
  const offers = data.flatMap((raw) => {
    const item = recordOf(raw)
    return (item && read(item)) ?? []
  })
  return { type: 'page', offers, after: (paging?.next && paging.cursors?.after) || null }
}

function refusalOf({ status, body }: { status: number; body: unknown }): {
  type: 'retry' | 'refused'
  reason: string
} {
  const refused = GraphError.safeParse(body)
  if (!refused.success) return { type: 'retry', reason: ownReason('unreadable', { status }) }
  const { code, error_subcode: subcode } = refused.data.error
  const cause = causeIn(WHATSAPP_ERRORS, code, subcode)
  const isRetry = cause ? cause.consequence.startsWith('retry') : status >= 500 || status === 429
  return { type: isRetry ? 'retry' : 'refused', reason: sentenceIn(WHATSAPP_ERRORS, { code, subcode }, 'en') }
}
