import type { Channel } from '../channel.ts'

/**
 * The chat widget. It has no platform behind it: messages arrive over the server's own socket and leave by
 * being fetched, so there is nothing to verify, parse, render or wait for. A widget shows every content as it
 * is.
 */
export const web: Pick<Channel<never>, 'type' | 'parts'> = {
  type: 'web',
  parts: (content) => [content],
}
