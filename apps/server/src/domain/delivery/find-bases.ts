import type { Id, JournalEntry } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import type { Basis } from '../permission/find.ts'
import { judge } from './judge.ts'

/**
 * On what the templates of a turn rest that the business begins with, by the positions of their entries.
 *
 * @returns why one of them may not be sent, in words for people, when that is so.
 */
export function findBases(
  db: Database,
  { orgId, conversationId }: { orgId: Id; conversationId: Id },
  entries: readonly JournalEntry[],
): Promise<Map<string, Basis> | string> {
  return db.withOrg(orgId, async (tx) => {
    const conversation = await lockedConversation(tx, conversationId)
    const bases = new Map<string, Basis>()
    for (const { content, position } of entries) {
      if (content?.type !== 'template') continue
      const { reason, basis } = await judge(tx, conversation, { content, by: 'backend' })
      if (reason !== null) return reason
      if (basis) bases.set(position, basis)
    }
    return bases
  })
}
