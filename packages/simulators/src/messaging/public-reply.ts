/** What the business says and does in public, under what somebody said about a post of it. */
import { AppError, newId } from '@hilo/protocol'
import { json } from '../http/answer.ts'
import type { Answer } from '../http/route.ts'
import { commentEvent, newCommentId } from './comment.ts'
import { refuseBy, takeFault } from './faults.ts'
import { textAt } from './fields.ts'
import type { AccountCall } from './graph-call.ts'
import { queueEvent } from './push-event.ts'
import { refusal } from './refusal.ts'
import { type Comment, type Messaging, tell, threadOf } from './world.ts'

const TEXT_MAX = { messenger: 8_000, instagram: 2_200 }

/**
 * `POST /{comment-id}/comments` of a Page, `POST /{ig-comment-id}/replies` of Instagram, where what is hidden
 * cannot be answered. It comes back as a comment of the business.
 *
 * @throws GraphError
 */
export function replyInPublic(call: AccountCall): Answer {
  const { world, account, fields } = call
  const comment = commentOf(call)
  const { channel } = world.traits
  const fault = takeFault(world, { accountId: account.id, personId: comment.personId, when: 'send' })
  const early = refuseBy(world, fault)
  if (early) return early
  const text = textAt(fields, 'message', { path: 'message', max: TEXT_MAX[channel] })
  if (channel === 'instagram' && comment.isHidden) throw refusal(channel, '100')
  const { id } = addReply(world, comment, text)
  return fault ? { type: 'drop' } : json(200, { id })
}

/** Whoever of the business it was. @throws AppError `not_found` */
export function answerInPublic(
  world: Messaging,
  { commentId, text }: { commentId: string; text: string },
): Comment {
  const comment = world.comments.get(commentId)
  if (!comment) throw new AppError('not_found', `There is no comment ${commentId}.`)
  addReply(world, comment, text)
  return comment
}

function addReply(world: Messaging, comment: Comment, text: string): Comment['replies'][number] {
  const { accountId } = comment
  const reply = { id: newCommentId(), text, at: world.clock.now() }
  comment.replies.push(reply)
  tell(world, threadOf(world, accountId, comment.personId))
  const { name = '', username } = world.accounts.get(accountId) ?? {}
  commentEvent(world, comment, {
    ...{ id: reply.id, verb: 'add', text, at: reply.at, parentId: comment.id },
    from: { id: accountId, name, username: username ?? name },
  })
  return reply
}

/** `POST /{comment-id}`: hides a comment, or shows it again. Only a Page is told of it. @throws GraphError */
export function hideComment(call: AccountCall): Answer {
  const { world, account, fields, request } = call
  const comment = commentOf(call)
  const { channel } = world.traits
  const fault = takeFault(world, { accountId: account.id, personId: comment.personId, when: 'send' })
  const early = refuseBy(world, fault)
  if (early) return early
  const name = channel === 'instagram' ? 'hide' : 'is_hidden'
  const wanted = String(fields[name] ?? request.url.searchParams.get(name))
  if (wanted !== 'true' && wanted !== 'false') throw refusal(channel, '100')
  comment.isHidden = wanted === 'true'
  tell(world, threadOf(world, account.id, comment.personId))
  if (channel === 'messenger') {
    const value = { item: 'comment', verb: comment.isHidden ? 'hide' : 'unhide', comment_id: comment.id }
    push(world, comment, { ...value, post_id: comment.postId })
  }
  return fault ? { type: 'drop' } : json(200, { success: true })
}

function push(world: Messaging, { accountId, personId }: Comment, value: Record<string, unknown>): void {
  const field = world.traits.fields.comment
  if (!world.accounts.get(accountId)?.subscribedFields.includes(field)) return
  const at = world.clock.now()
  const rest = { where: 'changes', mid: null, at, event: { field, value } } as const
  queueEvent(world, { id: newId(), accountId, personId, ...rest })
}

function commentOf({ world, account, request }: AccountCall): Comment {
  const comment = world.comments.get(request.params.id ?? '')
  if (comment?.accountId !== account.id) throw refusal(world.traits.channel, '100_33')
  return comment
}
