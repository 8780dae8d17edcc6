import type { Id } from '@hilo/protocol'

import type { Lock } from '../../db/group.ts'
import { type Step, statement } from '../../db/statement.ts'

const LOCK = statement('select 1 from conversation where org_id = $1 and id = $2 for update')

const LOCK_ALL = statement(
  'select 1 from conversation where org_id = $1 and id = any ($2::uuid[]) order by id for update',
)

/**
 * Locks a conversation. Receive, end of turn, human send, outcome and status all take this lock first, so
 * they cannot wait for each other in a circle; the statement that follows in the same flight sees what the
 * one before it committed.
 */
export function lockConversation(orgId: Id, conversationId: Id): Step {
  return { statement: LOCK, values: [orgId, conversationId] }
}

/** The same lock for a flight that shares a transaction: one statement locks for all of them. */
export function lockTogether(conversationId: Id): Lock {
  return { statement: LOCK_ALL, id: conversationId }
}
