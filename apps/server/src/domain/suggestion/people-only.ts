import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { MESSAGES_MAX } from './said.ts'

// Of so many that were closed last; what is long is left out before its messages are looked at.
const CLOSED = statement(`
  select c.id from (
    select id, seq from conversation
    where org_id = $1 and status = 'closed' and last_message_at > now() - interval '90 days'
    order by last_message_at desc, id limit $2) c
  where c.seq between 2 and $3
    and not exists (select from ai_answer a where a.org_id = $1 and a.conversation_id = c.id)
    and not exists (select from conversation_review r where r.org_id = $1 and r.conversation_id = c.id)
    and not exists (select from message m
      where m.org_id = $1 and m.conversation_id = c.id and m.author in ('ai', 'backend'))`)

const CLOSED_MAX = 300

/** Conversations that are closed, in which nobody but members has answered, and nobody has decided about. */
export async function listPeopleOnly(tx: OrgTx): Promise<Id[]> {
  const { rows } = await tx.query<{ id: Id }>(CLOSED, [tx.orgId, CLOSED_MAX, MESSAGES_MAX])
  return rows.map(({ id }) => id)
}
