import type { Id } from '@hilo/protocol'
import { useMemo, useSyncExternalStore } from 'react'
import { request } from './client.ts'
import { endpoints } from './endpoints.ts'
import { Outbox, type Outgoing } from './outbox.ts'
import { putItems } from './timeline.ts'

/** This browser's outbox, delivered through the API. */
export const outbox = new Outbox({ storage: localStorage, deliver })

/** What waits, is being sent or was refused in one conversation, oldest first. */
export function useOutgoing(conversationId: Id): readonly Outgoing[] {
  const all = useSyncExternalStore(outbox.subscribe, outbox.snapshot)
  return useMemo(() => all.filter((item) => item.conversationId === conversationId), [all, conversationId])
}

async function deliver(outgoing: Outgoing): Promise<void> {
  const { kind, conversationId, clientId, text, file, template, offer, replyTo } = outgoing
  const params = { conversationId }
  if (template) {
    const { content: _, ...filled } = template
    const item = await request(endpoints.sendTemplate, { params, body: { clientId, ...filled } })
    return putItems(conversationId, [item])
  }
  if (offer) return putItems(conversationId, [await deliverOffer(outgoing, offer)])
  const publicly = replyTo?.way === 'public' ? { isPublic: true } : {}
  const body = { clientId, text, mediaId: file?.mediaId, replyToId: replyTo?.id, ...publicly }
  const item =
    kind === 'note'
      ? await request(endpoints.addNote, { params, body: { clientId, text } })
      : await request(endpoints.sendMessage, { params, body })
  putItems(conversationId, [item])
}

function deliverOffer({ conversationId, clientId }: Outgoing, offer: NonNullable<Outgoing['offer']>) {
  const params = { conversationId }
  if (offer.type === 'form') {
    const { text, button, flow } = offer
    return request(endpoints.sendForm, { params, body: { clientId, text, button, flow } })
  }
  const { text, title, sections } = offer
  const products = sections.flatMap((section) => section.products)
  return request(endpoints.sendProducts, { params, body: { clientId, text, title, products } })
}
