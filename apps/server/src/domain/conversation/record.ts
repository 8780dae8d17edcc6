import { type EventItem, type Id, newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const RECORD = statement(`
  insert into conversation_event (org_id, id, conversation_id, after_seq, type, actor, member_id, data,
    version, api_key_id)
  select org_id, $3, id, coalesce($8::int, seq), $4, $5, $6, $7, version, $9
  from conversation where org_id = $1 and id = $2`)

type ConversationEvent = {
  conversationId: Id
  type: EventItem['event']
  /** Null for the system, for a micro-backend, and for AI. */
  memberId: Id | null
  /** The key with which a program did it; `memberId` is its maker then. */
  apiKeyId?: Id | null
  isByBackend?: boolean
  isByAi?: boolean
  /** The contact did it themselves. */
  isByContact?: boolean
  /** The message after which it happened; by default the last. */
  afterSeq?: number
  data?: Record<string, unknown>
}

/** Writes what happened into the conversation's timeline, at its present place and version. */
export async function recordEvent(tx: OrgTx, event: ConversationEvent): Promise<void> {
  const { conversationId, type, memberId, afterSeq = null, apiKeyId = null } = event
  const actor = actorOf(event)
  const data = encode(event.data ?? {})
  await tx.query(RECORD, [
    ...[tx.orgId, conversationId, newId(), type, actor, memberId, data],
    ...[afterSeq, apiKeyId],
  ])
}

function actorOf({ isByContact, isByBackend, isByAi, memberId }: ConversationEvent): EventItem['actor'] {
  if (isByContact) return 'contact'
  if (isByBackend) return 'backend'
  if (isByAi) return 'ai'
  return memberId ? 'member' : 'system'
}
