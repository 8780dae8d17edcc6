import { AppError, type ContentOf } from '@hilo/protocol'
import type { Quoted } from './quoted.ts'

type Asked = { text: string; mediaId?: string | undefined; template?: object | undefined }

/**
 * The public answer to a comment: words under it, as often as one likes and however old it is. What was said
 * in a live video, and a mention, have no such place.
 *
 * @throws AppError `conflict` when the comment is gone or hidden; `invalid_request` for what a public reply
 * cannot be.
 */
export function publicReply(quoted: Quoted | null, { text, mediaId, template }: Asked): ContentOf<'comment'> {
  const { content, unsentAt } = quoted ?? {}
  if (content?.type !== 'comment') {
    throw new AppError('invalid_request', 'Only a comment is answered in public: quote one.')
  }
  if (content.kind !== 'comment') {
    throw new AppError(
      'invalid_request',
      'Only a comment under a post is answered in public: answer this one in private.',
    )
  }
  if (unsentAt) throw new AppError('conflict', 'The comment is not there any more.')
  if (content.isHidden) {
    throw new AppError('conflict', 'The comment is hidden: show it before you answer in public.')
  }
  if (mediaId !== undefined || template !== undefined || text === '') {
    throw new AppError('invalid_request', 'A public reply to a comment is words.')
  }
  const { postExternalId } = content
  return { type: 'comment', kind: 'comment', text, ...(postExternalId !== undefined && { postExternalId }) }
}
