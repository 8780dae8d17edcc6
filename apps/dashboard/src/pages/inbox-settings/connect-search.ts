import type { ChannelType } from '@hilo/protocol'

const CHANNELS: readonly ChannelType[] = ['whatsapp', 'messenger', 'instagram', 'web']

/**
 * What the address says of the page on which inboxes are connected; what it does not understand is left out.
 */
export function parseConnectSearch(search: Record<string, unknown>): { channel?: ChannelType } {
  const channel = CHANNELS.find((known) => known === search.channel)
  return channel ? { channel } : {}
}
