import { isDeepStrictEqual } from 'node:util'
import { type Id, newId, type ToolFault } from '@hilo/protocol'
import { decode, decodeOrNull, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { isRead, type OfferedTool } from '../ai-tool/code-tool.ts'
import { lockConversation } from '../conversation/lock.ts'
import type { CallInput } from './ai-tool-call.ts'

// Of what runs, or was lost, nobody knows whether it was done: however old it is, it is not done beside that.
const LATELY = statement(`
  select id, status, fault, input, result, idempotency_key as "idempotencyKey",
    coalesce(expires_at < now(), false) as "isLate"
  from ai_tool_call
  where org_id = $1 and conversation_id = $2 and tool_id = $3 and revision = $4
    and (created_at > now() - interval '10 minutes' or status = 'running')
  order by id desc`)
const COUNT = statement(`
  select count(*)::int as count from ai_tool_call
  where org_id = $1 and conversation_id = $2 and tool_id = $3 and created_at > now() - interval '1 hour'
    and fault is distinct from 'invalid_input'`)
const DROP = statement(`
  update ai_tool_call set status = 'dropped', ended_at = now()
  where org_id = $1 and conversation_id = $2 and status = 'asked'`)
const SAY_AGAIN = statement('update ai_tool_call set message_id = $3 where org_id = $1 and id = $2')
const ADD = statement(`
  insert into ai_tool_call (org_id, id, tool_id, revision, name, title, inbox_id, conversation_id, message_id,
    language, status, fault, needs_member, input, idempotency_key, expires_at, version_id, began_at, ended_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
    now() + make_interval(secs => $16), $17, case when $11 = 'running' then now() end,
    case when $11 = 'failed' then now() end)`)

/** How long a contact may think about it, and members. */
export const ASKED_MINUTES = 10
const WAITING_HOURS = 24

export type NewCall = {
  tool: OfferedTool
  inboxId: Id
  conversationId: Id
  /** The id that the message of this reply will have. */
  messageId: Id
  language: string
  input: CallInput
  /** Who has to agree first. */
  needs: { contact: boolean; member: boolean }
  /** It fails before it is done. */
  fault: ToolFault | null
}

/** What became of it: it may be the same that was asked for a moment ago, and that is not done twice. */
export type BegunCall =
  | { status: 'running'; id: Id; idempotencyKey: Id }
  | { status: 'asked' | 'waiting' }
  | { status: 'done'; result: string }
  | { status: 'failed'; fault: ToolFault }
  /** Another one is sending it, or died over it. */
  | { status: 'unknown' }

type LateRow = {
  id: Id
  status: string
  fault: ToolFault | null
  input: Buffer
  result: Buffer | null
  idempotencyKey: Id
  isLate: boolean
}

/**
 * Writes a call down before anything is done. The conversation's lock keeps two turns apart: a turn that is
 * played again finds what it did, and what only reads is read again.
 */
export async function beginCall(tx: OrgTx, call: NewCall): Promise<BegunCall> {
  const { statement: lock, values } = lockConversation(tx.orgId, call.conversationId)
  await tx.query(lock, values)
  const same = await sameLately(tx, call)
  const known = same && (await knownCall(tx, call, same))
  if (known) return known
  const fault = call.fault ?? ((await isTooMany(tx, call)) ? 'too_many' : null)
  return add(tx, call, { fault, idempotencyKey: same?.idempotencyKey ?? null })
}

async function sameLately(tx: OrgTx, { tool, conversationId, input }: NewCall): Promise<LateRow | undefined> {
  const { rows } = await tx.query<LateRow>(LATELY, [tx.orgId, conversationId, tool.id, tool.revision])
  return rows.find((row) => isDeepStrictEqual(decode<CallInput>(row.input).values, input.values))
}

/** Null: it may be done now, by the same key if it was tried before. */
async function knownCall(tx: OrgTx, call: NewCall, same: LateRow): Promise<BegunCall | null> {
  const reads = isRead(call.tool)
  switch (same.status) {
    case 'asked':
    case 'waiting':
      if (same.isLate) return null
      // What was generated before was not sent: the question is in this message now.
      await tx.query(SAY_AGAIN, [tx.orgId, same.id, call.messageId])
      return { status: same.status }
    case 'done':
      return reads ? null : { status: 'done', result: decodeOrNull<string>(same.result) ?? '' }
    case 'running':
      return reads ? null : { status: 'unknown' }
    default:
      return null
  }
}

async function isTooMany(tx: OrgTx, { tool, conversationId }: NewCall): Promise<boolean> {
  const { rows } = await tx.query<{ count: number }>(COUNT, [tx.orgId, conversationId, tool.id])
  return (rows[0]?.count ?? 0) >= tool.settings.callsPerHour
}

type Added = { fault: ToolFault | null; idempotencyKey: Id | null }

async function add(tx: OrgTx, call: NewCall, { fault, idempotencyKey: before }: Added): Promise<BegunCall> {
  const { tool, inboxId, conversationId, messageId, language, needs } = call
  const id = newId()
  // What is looked up again is not what a service has answered before.
  const idempotencyKey = (isRead(tool) ? null : before) ?? id
  const status = fault ? 'failed' : needs.contact ? 'asked' : needs.member ? 'waiting' : 'running'
  // One question at a time: a yes must not be for another one.
  if (status === 'asked') await tx.query(DROP, [tx.orgId, conversationId])
  await tx.query(ADD, [
    ...[tx.orgId, id, tool.id, tool.revision, tool.name, tool.settings.title, inboxId, conversationId],
    ...[messageId, language, status, fault, needs.member, encode(call.input), idempotencyKey],
    status === 'asked' ? ASKED_MINUTES * 60 : status === 'waiting' ? WAITING_HOURS * 3_600 : null,
    tool.code?.versionId ?? null,
  ])
  if (status === 'failed') return { status, fault: fault as ToolFault }
  return status === 'running' ? { status, id, idempotencyKey } : { status }
}
