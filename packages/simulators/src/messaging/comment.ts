import { randomInt } from 'node:crypto'
import { newId } from '@hilo/protocol'
import type { Fields } from '../whatsapp/fields.ts'
import { type At, placeOf, scopedIdOf } from './find.ts'
import { queueEvent } from './push-event.ts'
import type { Comment, Messaging } from './world.ts'

/**
 * A person comments under a post of the business. It opens no window, but one private reply within seven
 * days may answer it.
 */
export function writeComment(world: Messaging, { text, ...at }: At & { text: string }): Comment {
  const { account, person } = placeOf(world, at)
  const postId = `${account.id}_${randomInt(100_000_000, 999_999_999)}`
  const id = `${randomInt(100_000_000, 999_999_999)}${randomInt(100_000_000, 999_999_999)}`
  const comment = { id, accountId: account.id, personId: person.id, at: world.clock.now(), isAnswered: false }
  world.comments.set(id, comment)
  const from = scopedIdOf(world, account, person)
  const value: Record<typeof world.traits.channel, Fields> = {
    messenger: {
      item: 'comment',
      verb: 'add',
      comment_id: id,
      post_id: postId,
      parent_id: postId,
      from: { id: from, name: person.name },
      created_time: Math.floor(comment.at / 1000),
      message: text,
    },
    instagram: {
      id,
      text,
      from: { id: from, username: person.username ?? person.id },
      media: { id: postId, media_product_type: 'FEED' },
    },
  }
  const field = world.traits.fields.comment
  if (!account.subscribedFields.includes(field)) return comment
  const event = { field, value: value[world.traits.channel] }
  queueEvent(world, {
    ...{ id: newId(), accountId: account.id, personId: person.id, where: 'changes', mid: null },
    ...{ at: comment.at, event },
  })
  return comment
}

/** The one private reply to a comment was given. */
export function commentAnswered(world: Messaging, recipient: Fields): void {
  const comment = world.comments.get(String(recipient.comment_id))
  if (comment) comment.isAnswered = true
}
