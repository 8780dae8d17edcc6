import type { AiToolCall, Id, ToolFault } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const SETTLE = statement(`
  update ai_tool_call set status = $3, fault = $4, http_status = $5, result = $6, ended_at = now()
  where org_id = $1 and id = $2 and status = 'running'`)
const UNTOLD = statement('update ai_tool_call set untold = $3 where org_id = $1 and id = $2')

type Ended = { fault: ToolFault | null; httpStatus: number | null; result: string | null }

/** Writes down how a call that was sent ended. What ended already stays as it is. */
export async function settleToolCall(tx: OrgTx, id: Id, { fault, httpStatus, result }: Ended): Promise<void> {
  const kept = result === null ? null : encode(result)
  await tx.query(SETTLE, [tx.orgId, id, fault ? 'failed' : 'done', fault, httpStatus, kept])
}

/** Keeps what the contact was to be told and could not be. */
export async function keepUntold(
  tx: OrgTx,
  id: Id,
  untold: NonNullable<AiToolCall['untold']>,
): Promise<void> {
  await tx.query(UNTOLD, [tx.orgId, id, encode(untold)])
}
