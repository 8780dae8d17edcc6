import type { ChannelEvent } from '../../channel.ts'
import { idOf, type Json, recordOf, textOf, timeOf, urlOf } from '../json.ts'
import { other } from '../other.ts'
import type { Scope } from './scope.ts'

/**
 * What is said in public: comments under posts and live videos, and mentions. Posts and what else happens on
 * a page are kept by name.
 * https://developers.facebook.com/documentation/instagram-platform/webhooks
 * https://developers.facebook.com/docs/graph-api/webhooks/reference/page#feed
 */

type Comment = Extract<ChannelEvent, { type: 'comment' }>

const KINDS = new Map<string, Comment['kind']>([
  ['comments', 'comment'],
  ['live_comments', 'live_comment'],
  ['mentions', 'mention'],
  ['mention', 'mention'],
])

const CHANGES = new Map<string, Comment['change']>([
  ['add', 'added'],
  ['edit', 'edited'],
  ['edited', 'edited'],
  ['remove', 'removed'],
  ['hide', 'hidden'],
  ['unhide', 'shown'],
])

/** The page and its post. */
const POST_ID = /^\d+_\d+$/

/** One element of `changes` that is no message. */
export function readPublic(field: string, value: Json | undefined, scope: Scope): ChannelEvent {
  const kind = KINDS.get(field)
  if (kind) return readComment(kind, value, scope)
  const item = textOf(value?.item)
  if (field !== 'feed' || item === undefined) return other(scope.account, field)
  const verb = textOf(value?.verb) ?? 'unreadable'
  const isComment = item === 'comment' && CHANGES.has(verb)
  return isComment ? readComment('comment', value, scope) : other(scope.account, `feed:${item}:${verb}`)
}

function readComment(kind: Comment['kind'], value: Json | undefined, scope: Scope): ChannelEvent {
  const { account, at } = scope
  const media = recordOf(value?.media)
  const post = idOf(media?.id) ?? idOf(value?.media_id) ?? idOf(value?.post_id)
  // A mention in the caption of a post has no comment.
  const externalId = idOf(value?.id) ?? idOf(value?.comment_id) ?? (kind === 'mention' ? post : undefined)
  if (externalId === undefined) return other(account, `${kind}:without_id`)
  if (account === null) return other(null, `${kind}:without_account`)
  return {
    type: 'comment',
    account,
    externalId,
    kind,
    change: CHANGES.get(textOf(value?.verb) ?? 'add') ?? 'added',
    from: authorOf(recordOf(value?.from)),
    isOwn: isOwn(recordOf(value?.from), account),
    text: textOf(value?.text) ?? textOf(value?.message) ?? null,
    postExternalId: post ?? null,
    parentExternalId: idOf(value?.parent_id) ?? null,
    url: placeOf(value, post, scope),
    at: timeOf(value?.created_time) ?? at,
  }
}

/** `self_ig_scoped_id` is the account that comments, when that is the business's own. */
function isOwn(from: Json | undefined, account: string): boolean {
  return [from?.id, from?.self_ig_scoped_id].some((id) => idOf(id) === account)
}

/** Facebook finds a post by its id. Instagram's addresses have another one, which only a call would tell. */
function placeOf(value: Json | undefined, post: string | undefined, { platform }: Scope): string | null {
  const given = urlOf(recordOf(value?.post)?.permalink_url) ?? urlOf(value?.permalink_url)
  if (given !== undefined) return given
  const isFound = platform.type === 'messenger' && post !== undefined && POST_ID.test(post)
  return isFound ? `https://www.facebook.com/${post}` : null
}

function authorOf(from: Json | undefined): Comment['from'] {
  const externalId = idOf(from?.id)
  if (externalId === undefined) return null
  return { externalId, name: textOf(from?.name) ?? textOf(from?.username) ?? null }
}
