import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { READ_SEQ } from './read-seq.ts'
import { type Saying, sayAnswer } from './say.ts'

// Since AI handed over nobody took it: no member wrote, and it was given to none.
const WAITING = statement(`
  select ${READ_SEQ} as "readSeq" from conversation c
  join lateral (
    select after_seq, created_at, actor from conversation_event
    where org_id = $1 and conversation_id = $2 and type = 'handed_off'
    order by created_at desc, id desc limit 1
  ) h on h.actor = 'ai'
  where c.org_id = $1 and c.id = $2 and c.holder = 'human' and c.status = 'open' and c.assignee_id is null
    and c.last_in_seq > h.after_seq and (c.told_at is null or c.told_at < now() - interval '1 hour')
    and not exists (select from message m where m.org_id = $1 and m.conversation_id = $2
      and m.author = 'agent' and m.seq > h.after_seq)`)
const TOLD = statement('update conversation set told_at = now() where org_id = $1 and id = $2')

type Standing = { readSeq: number | null }

/** Whether a contact whom AI gave to people wrote again, nobody took it, and they were not told lately. */
export async function isToBeTold(tx: OrgTx, conversationId: Id): Promise<boolean> {
  return ((await tx.query(WAITING, [tx.orgId, conversationId])).rowCount ?? 0) > 0
}

/**
 * Tells a contact who writes while nobody has come that people know of it: once an hour, and not when
 * somebody came meanwhile.
 *
 * @returns the conversation's new version; null when nothing was to be said.
 */
export async function tellWaiting(
  tx: OrgTx,
  conversationId: Id,
  saying: Pick<Saying, 'id' | 'answer' | 'parts'>,
): Promise<number | null> {
  const before = await lockedConversation(tx, conversationId)
  const { rows } = await tx.query<Standing>(WAITING, [tx.orgId, conversationId])
  const [standing] = rows
  if (!standing) return null
  await tx.query(TOLD, [tx.orgId, conversationId])
  // What the contact wrote is for people, and open if they hand back.
  return sayAnswer(tx, before, { ...saying, readSeq: standing.readSeq ?? 0, isWaiting: true })
}
