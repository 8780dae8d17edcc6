import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'
import { recordEvent } from '../conversation/record.ts'
import type { Changed } from './change-owner.ts'

const NOTE = statement(`
  update conversation set thread_changed_at = $3, version = version + 1, changed_at = now()
  where org_id = $1 and id = $2 returning version`)

type Asking = { conversationId: Id; app: string; at: Date; note: string | null }

/** Another app asks for the conversation: people decide. Null when that, or something newer, is known. */
export async function askForThread(
  tx: OrgTx,
  { conversationId, app, at, note }: Asking,
): Promise<Changed | null> {
  const { threadChangedAt } = await lockedConversation(tx, conversationId)
  if (threadChangedAt !== null && at <= threadChangedAt) return null
  const { rows } = await tx.query<{ version: number }>(NOTE, [tx.orgId, conversationId, at])
  const data = { app, ...(note !== null && { note }) }
  await recordEvent(tx, { conversationId, type: 'thread_asked', memberId: null, data })
  return { version: rows[0]?.version ?? 0, runId: null }
}
