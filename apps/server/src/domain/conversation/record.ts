import { type EventItem, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const RECORD = statement(`
  insert into conversation_event (org_id, id, conversation_id, after_seq, type, actor, member_id, data,
    version)
  select org_id, $3, id, seq, $4, $5, $6, $7, version from conversation where org_id = $1 and id = $2`)

type ConversationEvent = {
  conversationId: Id
  type: EventItem['event']
  /** Null for the system. */
  memberId: Id | null
  data?: Record<string, unknown>
}

/** Writes what happened into the conversation's timeline, at its present place and version. */
export async function recordEvent(tx: OrgTx, event: ConversationEvent): Promise<void> {
  const actor = event.memberId ? 'member' : 'system'
  const data = encode(event.data ?? {})
  await tx.query(RECORD, [tx.orgId, event.conversationId, newId(), event.type, actor, event.memberId, data])
}
