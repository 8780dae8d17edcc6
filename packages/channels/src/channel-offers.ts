import type { OfferedForm, OfferedProduct } from '@hilo/protocol'
import type { ChannelRequest } from './outbound.ts'

/** How a platform lists products and forms of the business. Translation alone, as a channel. */
export type ChannelOffers<Settings> = {
  /** A page of a catalogue; `after` is what the page before gave. */
  listProducts(
    catalogId: string,
    page: { search: string; after: string | null },
    settings: Settings,
  ): ChannelRequest
  readProducts(status: number, body: unknown): OfferPage<OfferedProduct>
  /** The forms of a business account. */
  listForms(account: string, settings: Settings): ChannelRequest
  /** Those that can be sent. */
  readForms(status: number, body: unknown): OfferPage<OfferedForm>
}

/** The whole list of ways in which such a page can be answered. */
export type OfferPage<T> =
  | { type: 'page'; offers: T[]; after: string | null }
  | { type: 'retry' | 'refused'; reason: string }
