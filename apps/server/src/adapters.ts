import { type Channel, instagram, messenger, whatsapp } from '@hilo/channels'
import type { ChannelType } from '@hilo/protocol'
import type { Config } from './config.ts'
import type { Inbox } from './domain/inbox/inbox.ts'
import type { BoundChannel } from './workers/context.ts'

/** Which adapter speaks for which inbox, and reads which webhook. */

type AnyChannel = BoundChannel['channel']

const ADAPTERS: Partial<Record<ChannelType, AnyChannel>> = {
  whatsapp: whatsapp as AnyChannel,
  messenger: messenger as AnyChannel,
  instagram: instagram as AnyChannel,
}

/** What a webhook body calls the kind of account that it is about. */
const OBJECTS: Record<string, ChannelType> = {
  whatsapp_business_account: 'whatsapp',
  page: 'messenger',
  instagram: 'instagram',
}

/** The adapter that reads a body; null for an object that none of ours knows. One without is WhatsApp's. */
export function readerOf(object: string | null): Pick<Channel<never>, 'parse'> | null {
  if (object === null) return whatsapp
  const type = Object.hasOwn(OBJECTS, object) ? OBJECTS[object] : undefined
  return (type && ADAPTERS[type]) ?? null
}

/** How a channel splits what is said; null where it hands messages over by itself. */
export function splitterOf(channel: ChannelType): AnyChannel['parts'] | null {
  return ADAPTERS[channel]?.parts ?? null
}

/** The adapter of an inbox that sends by HTTP, with its settings; null for the widget. */
export function channelOf(config: Config, inbox: Inbox): BoundChannel | null {
  const channel = ADAPTERS[inbox.channel]
  if (!channel) return null
  const { graphUrl, instagramGraphUrl, graphVersion: version } = config
  const { accessToken = '', pageId, humanAgent = false, catalogId } = inbox.settings
  if (inbox.channel === 'whatsapp') {
    const settings = { graphUrl, version, phoneNumberId: inbox.account, accessToken, catalogId }
    return { channel, settings }
  }
  // An Instagram account that is linked to a page sends through the page, one of Instagram Login by itself.
  const isLogin = inbox.channel === 'instagram' && pageId === undefined
  const direct = {
    graphUrl: isLogin ? instagramGraphUrl : graphUrl,
    senderId: pageId ?? inbox.account,
  }
  return { channel, settings: { ...direct, version, accessToken, humanAgent } }
}
