import type { ChannelType } from '@hilo/protocol'

/**
 * Whether the platform tells of each message that it took it on, within seconds. Where it does not, its
 * answer to the send is all there is: Messenger tells what was delivered when the contact's device is
 * reached, Instagram only what was seen.
 */
export function confirmsEach(channel: ChannelType): boolean {
  return channel === 'whatsapp'
}
