import { type AiToolCall, AppError, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { CALL_COLUMNS, CALL_FROM, type CallRow, toCall } from './ai-tool-call.ts'

const LIST = statement(`
  select ${CALL_COLUMNS} from ${CALL_FROM}
  where t.org_id = $1 and t.conversation_id = $2 order by t.id desc limit 100`)
const EXISTS = statement('select 1 from conversation where org_id = $1 and id = $2')

/** The last hundred calls of a conversation, the newest first. @throws AppError `not_found` */
export async function listToolCalls(tx: OrgTx, conversationId: Id): Promise<AiToolCall[]> {
  const { rowCount } = await tx.query(EXISTS, [tx.orgId, conversationId])
  if (!rowCount) throw new AppError('not_found', 'There is no such conversation.')
  const { rows } = await tx.query<CallRow>(LIST, [tx.orgId, conversationId])
  return rows.map(toCall)
}
