import { randomInt } from 'node:crypto'
import { newId } from '@hilo/protocol'
import type { Fields } from '../whatsapp/fields.ts'
import { type At, placeOf, scopedIdOf } from './find.ts'
import { queueEvent } from './push-event.ts'
import { type Comment, type Messaging, tell } from './world.ts'

/**
 * A person comments under a post of the business. It opens no window, but one private reply within seven
 * days may answer it.
 */
export function writeComment(world: Messaging, { text, ...at }: At & { text: string }): Comment {
  const { account, person, thread } = placeOf(world, at)
  const comment: Comment = {
    ...{ id: newCommentId(), accountId: account.id, personId: person.id, at: world.clock.now() },
    postId: `${account.id}_${randomInt(100_000_000, 999_999_999)}`,
    ...{ text, isAnswered: false, isHidden: false, replies: [] },
  }
  world.comments.set(comment.id, comment)
  tell(world, thread)
  commentEvent(world, comment, {
    ...{ id: comment.id, verb: 'add', text, at: comment.at, parentId: null },
    from: {
      id: scopedIdOf(world, account, person),
      name: person.name,
      username: person.username ?? person.id,
    },
  })
  return comment
}

export function newCommentId(): string {
  return `${randomInt(100_000_000, 999_999_999)}${randomInt(100_000_000, 999_999_999)}`
}

type Said = {
  id: string
  verb: 'add'
  text: string
  at: number
  from: { id: string; name: string; username: string }
  /** Null: it stands right under the post. */
  parentId: string | null
}

/** Tells the server what was said under a post, when its account subscribed to that. */
export function commentEvent(
  world: Messaging,
  { accountId, personId, postId }: Comment,
  { id, verb, text, at, from, parentId }: Said,
): void {
  const value: Record<typeof world.traits.channel, Fields> = {
    messenger: {
      ...{ item: 'comment', verb, comment_id: id, post_id: postId, parent_id: parentId ?? postId },
      ...{ from: { id: from.id, name: from.name }, created_time: Math.floor(at / 1000), message: text },
    },
    instagram: {
      ...{ id, text, from: { id: from.id, username: from.username } },
      ...{ media: { id: postId, media_product_type: 'FEED' }, parent_id: parentId ?? undefined },
    },
  }
  const field = world.traits.fields.comment
  if (!world.accounts.get(accountId)?.subscribedFields.includes(field)) return
  const event = { field, value: value[world.traits.channel] }
  queueEvent(world, { id: newId(), accountId, personId, where: 'changes', mid: null, at, event })
}

/** The one private reply to a comment was given. */
export function commentAnswered(world: Messaging, recipient: Fields): void {
  const comment = world.comments.get(String(recipient.comment_id))
  if (comment) comment.isAnswered = true
}
