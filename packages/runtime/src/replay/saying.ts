import type { Content, InboxMessage } from '@hilo/protocol'

/**
 * What a message says: what was heard in a voice note counts as written. What was seen in a picture does not,
 * for the contact did not say it.
 */
export function sayingOf({ content, words }: Pick<InboxMessage, 'content' | 'words'>): Content {
  const isVoice = content.type === 'media' && content.kind === 'audio'
  return isVoice && words !== undefined && !content.caption ? { type: 'text', text: words } : content
}
