import type { ChannelEvent } from '@hilo/channels'
import type { ContentOf } from '@hilo/protocol'

export type Comment = Extract<ChannelEvent, { type: 'comment' }>

/** What was said in public, as it stands in a conversation. */
export function contentOf({ kind, text, postExternalId, url }: Comment): ContentOf<'comment'> {
  return {
    ...{ type: 'comment', kind, text: text ?? '' },
    ...(postExternalId !== null && { postExternalId }),
    ...(url !== null && { url }),
  }
}
