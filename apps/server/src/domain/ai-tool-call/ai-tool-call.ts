import type { AiToolCall, Id, ToolCallStatus, ToolFault } from '@hilo/protocol'
import { AppError } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { type ActorRow, actorSql, toActor } from '../actor/actor.ts'
import { approversOf } from '../ai-tool/approvers.ts'

const actor = actorSql('t')
// A call that was sent and is not over after a minute never will be: who sent it is dead.
export const CALL_COLUMNS = `
  t.id, t.conversation_id as "conversationId", t.name, t.title, t.fault, t.input, t.result,
  t.http_status as "httpStatus", t.confirmed_seq is not null as "isConfirmed", t.decided_at as "decidedAt",
  t.expires_at as "expiresAt", t.created_at as "createdAt", t.ended_at as "endedAt",
  round(extract(epoch from t.ended_at - t.began_at) * 1000)::int as ms,
  case when t.untold is not null and not exists (
    select from message m where m.org_id = t.org_id and m.conversation_id = t.conversation_id
      and m.direction = 'out' and m.created_at > t.ended_at) then t.untold end as untold,
  case when t.status = 'running' and t.began_at < now() - interval '1 minute' then 'lost'
       when t.status in ('asked', 'waiting') and t.expires_at < now() then 'expired'
       else t.status end as status,
  case when t.needs_member and t.status in ('waiting', 'running') then coalesce(
    (select settings from ai_tool where org_id = t.org_id and id = t.tool_id),
    (select settings from backend_tool where org_id = t.org_id and id = t.tool_id)) end as "toolSettings",
  ${actor.columns}`
export const CALL_FROM = `ai_tool_call t ${actor.joins}`
const GET = statement(`select ${CALL_COLUMNS} from ${CALL_FROM} where t.org_id = $1 and t.id = $2`)

/** What the model filled in, and how people read it. */
export type CallInput = {
  values: Readonly<Record<string, unknown>>
  shown: AiToolCall['input']
}

export type CallRow = ActorRow & {
  id: Id
  conversationId: Id
  name: string
  title: string
  status: ToolCallStatus
  fault: ToolFault | null
  input: Buffer
  result: Buffer | null
  httpStatus: number | null
  isConfirmed: boolean
  ms: number | null
  untold: Buffer | null
  toolSettings: Buffer | null
} & Record<'decidedAt' | 'expiresAt' | 'endedAt', Date | null> & { createdAt: Date }

const SHOWN_MAX = 1_000

export function toCall(row: CallRow): AiToolCall {
  const { id, conversationId, name, title, status, fault, httpStatus, isConfirmed, ms } = row
  return {
    ...{ id, conversationId, tool: name, title, status, fault, httpStatus, isConfirmed, ms },
    input: decode<CallInput>(row.input).shown,
    result: decodeOrNull<string>(row.result)?.slice(0, SHOWN_MAX) ?? null,
    approvers: approversOf(row.toolSettings),
    untold: decodeOrNull<NonNullable<AiToolCall['untold']>>(row.untold),
    decidedBy: toActor(row),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

/** @throws AppError `not_found` */
export async function getToolCall(tx: OrgTx, id: Id): Promise<AiToolCall> {
  const { rows } = await tx.query<CallRow>(GET, [tx.orgId, id])
  if (!rows[0]) throw new AppError('not_found', 'There is no such call of a tool.')
  return toCall(rows[0])
}
