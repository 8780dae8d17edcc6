import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { type Saying, sayWords } from './say.ts'

// Since AI handed over nobody took it: no member wrote, and it was given to none.
const WAITING = statement(`
  select from conversation c
  join lateral (
    select after_seq, created_at, actor from conversation_event
    where org_id = $1 and conversation_id = $2 and type = 'handed_off'
    order by created_at desc, id desc limit 1
  ) h on h.actor = 'ai'
  where c.org_id = $1 and c.id = $2 and c.holder = 'human' and c.status = 'open' and c.assignee_id is null
    and c.last_in_seq > h.after_seq and (c.told_at is null or c.told_at < now() - interval '1 hour')
    and not exists (select from message m where m.org_id = $1 and m.conversation_id = $2
      and m.author = 'agent' and m.seq > h.after_seq)`)
const TOLD = statement(`
  update conversation set told_at = now(), handoff_reason = coalesce($3, handoff_reason)
  where org_id = $1 and id = $2`)

type Telling = Pick<Saying, 'id' | 'parts'> & {
  text: string
  /** They ask for a person now: that is what members read, whatever it was before. */
  asksPerson: boolean
}

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
  { id, parts, text, asksPerson }: Telling,
): Promise<number | null> {
  const before = await lockedConversation(tx, conversationId)
  if (!(await isToBeTold(tx, conversationId))) return null
  await tx.query(TOLD, [tx.orgId, conversationId, asksPerson ? encode('user_asked') : null])
  return sayWords(tx, before, { id, parts, answer: { text }, isWaiting: true })
}
