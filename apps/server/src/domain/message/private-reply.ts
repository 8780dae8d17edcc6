import { AppError, type Content, type Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Quoted } from './quoted.ts'

/**
 * Answers in private what was said in public under a post: once, within seven days, in words.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/discovery/private-replies
 */

const DAYS_MAX = 7
const ANSWERS = statement(`
  select m.content from message m
  where m.org_id = $1 and m.conversation_id = $2 and m.direction = 'out' and m.reply_to_external_id = $3
    and not exists (
      select from delivery d where d.org_id = m.org_id and d.message_id = m.id
        and d.status in ('failed', 'cancelled'))`)

/** What is said and done in public is no private reply. */
const PUBLIC = new Set<Content['type']>(['comment', 'hide'])

export function isComment(quoted: Quoted | null): quoted is Quoted {
  return quoted?.content.type === 'comment'
}

/** Whether it was answered in private, or is about to be. The caller holds the conversation's lock. */
export async function isAnswered(tx: OrgTx, conversationId: Id, { externalId }: Quoted): Promise<boolean> {
  const { rows } = await tx.query<{ content: Buffer }>(ANSWERS, [tx.orgId, conversationId, externalId])
  return rows.some(({ content }) => !PUBLIC.has(decode<Content>(content).type))
}

/**
 * @throws AppError `conflict` when the comment is gone; `window_closed` when it is too old; `invalid_request`
 * for what a private reply cannot be.
 */
export function checkPrivateReply(
  { unsentAt, sentAt }: Quoted,
  { text, mediaId, template }: { text: string; mediaId?: Id | undefined; template?: object | undefined },
): void {
  if (unsentAt !== null) {
    throw new AppError('conflict', 'The comment is not there any more, so it cannot be answered in private.')
  }
  if (Date.now() - sentAt.getTime() > DAYS_MAX * 86_400_000) {
    throw new AppError('window_closed', `A comment can be answered in private for ${DAYS_MAX} days.`)
  }
  if (mediaId !== undefined || template !== undefined || text === '') {
    throw new AppError(
      'invalid_request',
      'A private reply to a comment is words: send files once they answer.',
    )
  }
}
