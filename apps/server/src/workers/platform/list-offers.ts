import type { ChannelOffers, OfferPage } from '@hilo/channels'
import { AppError, type Id, type OfferedForm, type OfferedProduct } from '@hilo/protocol'
import type { Inbox } from '../../domain/inbox/inbox.ts'
import type { WorkerContext } from '../context.ts'
import type { HttpAnswer, HttpSend } from './http-send.ts'

type At = { orgId: Id; inboxId: Id }
type Bound = { inbox: Inbox; offers: ChannelOffers<unknown>; settings: unknown }

/**
 * Reads what members may send by hand from its platform, each time anew: a catalogue changes there, and
 * nothing of it is kept here.
 *
 * Each throws AppError `not_found`; `conflict` when the inbox has no such thing or the platform refuses, in
 * its words; `unavailable` when it does not answer.
 */
export type OfferReader = {
  products(
    at: At,
    page: { search: string; cursor?: string | undefined },
  ): Promise<{ products: OfferedProduct[]; next: string | null }>
  forms(at: At): Promise<OfferedForm[]>
}

export function createOfferReader(context: WorkerContext, http: HttpSend): OfferReader {
  return {
    async products(at, { search, cursor }) {
      const { inbox, offers, settings } = await bind(context, at)
      const { catalogId } = inbox.settings
      if (catalogId === undefined) {
        throw new AppError('conflict', 'This inbox names no catalogue: do so on its settings page.')
      }
      const request = offers.listProducts(catalogId, { search, after: cursor ?? null }, settings)
      const page = pageOf(await http(request), offers.readProducts)
      return { products: page.offers, next: page.after }
    },
    async forms(at) {
      const { inbox, offers, settings } = await bind(context, at)
      const { wabaId } = inbox.settings
      if (wabaId === undefined) {
        throw new AppError('conflict', 'This inbox has no business account that could have forms.')
      }
      return pageOf(await http(offers.listForms(wabaId, settings)), offers.readForms).offers
    },
  }
}

async function bind(context: WorkerContext, { orgId, inboxId }: At): Promise<Bound> {
  const inbox = await context.inboxes(orgId, inboxId)
  if (!inbox) throw new AppError('not_found', 'There is no such inbox.')
  const bound = inbox.isDisconnected ? null : context.channelOf(inbox)
  const offers = bound?.channel.offers
  if (!bound || !offers) throw new AppError('conflict', 'On this channel there are no products and forms.')
  return { inbox, offers, settings: bound.settings }
}

function pageOf<T>(answer: HttpAnswer, read: (status: number, body: unknown) => OfferPage<T>) {
  if (answer.type !== 'answered') throw new AppError('unavailable', 'The platform could not be reached.')
  const page = read(answer.status, answer.body)
  if (page.type === 'page') return page
  throw new AppError(page.type === 'retry' ? 'unavailable' : 'conflict', page.reason)
}
