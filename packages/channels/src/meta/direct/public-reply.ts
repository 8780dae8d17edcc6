import type { ContentOf } from '@hilo/protocol'
import type { ChannelRequest } from '../../outbound.ts'
import { toPlainText } from '../../plain-text.ts'
import type { DirectSettings, Platform } from './platform.ts'

/** What the business says and does in public, under a post. It is none of the Send API's. */

type Place = { settings: DirectSettings; platform: Platform }

/**
 * The public answer to a comment. Instagram puts the answer to an answer under the first comment.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-comment/replies
 * https://developers.facebook.com/docs/graph-api/reference/object/comments
 */
export function renderPublicReply(
  { replyTo, text }: { replyTo: string; text: string },
  place: Place,
): ChannelRequest {
  const edge = place.platform.type === 'instagram' ? 'replies' : 'comments'
  return request(place, `${encodeURIComponent(replyTo)}/${edge}`, { message: toPlainText(text) })
}

/**
 * Hides a comment, or shows it again.
 * https://developers.facebook.com/docs/instagram-platform/comment-moderation
 * https://developers.facebook.com/docs/graph-api/reference/comment
 */
export function renderHide({ targetExternalId, isHidden }: ContentOf<'hide'>, place: Place): ChannelRequest {
  const body = place.platform.type === 'instagram' ? { hide: isHidden } : { is_hidden: isHidden }
  return request(place, encodeURIComponent(targetExternalId), body)
}

function request({ settings }: Place, path: string, body: Record<string, unknown>): ChannelRequest {
  const { graphUrl, version, accessToken } = settings
  return {
    method: 'POST',
    url: `${graphUrl}/${version}/${path}`,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body,
  }
}
