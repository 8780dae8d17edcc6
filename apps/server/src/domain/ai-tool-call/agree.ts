import { understandConsent } from '@hilo/ai'
import { AppError, type Content, type Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { ActorIds } from '../actor/actor.ts'
import { requireApprover } from '../ai-tool/approvers.ts'
import { lockConversation } from '../conversation/lock.ts'
import type { CallInput } from './ai-tool-call.ts'

const COLUMNS = `
  t.id, t.name, t.tool_id as "toolId", t.revision, t.title, t.conversation_id as "conversationId", t.language,
  t.input, t.idempotency_key as "idempotencyKey", t.needs_member as "needsMember",
  coalesce(t.expires_at < now(), false) as "isLate", t.status, t.confirmed_seq as "confirmedSeq",
  t.version_id as "versionId", t.status = 'running' and t.began_at < now() - interval '1 minute' as "isLost"`
const ASKED = statement(`
  select ${COLUMNS}, m.seq as "askedSeq",
    exists (select from message o where o.org_id = t.org_id and o.conversation_id = t.conversation_id
      and o.direction = 'out' and o.seq > m.seq)
    or t.status = 'asked' and exists (
      select from conversation_event e where e.org_id = t.org_id and e.conversation_id = t.conversation_id
      and e.after_seq >= m.seq and e.type in ('taken_over', 'closed', 'reopened', 'handed_back'))
      as "isPast"
  from ai_tool_call t
  join message m on m.org_id = t.org_id and m.id = t.message_id and m.conversation_id = t.conversation_id
  where t.org_id = $1 and t.conversation_id = $2 and (t.status = 'asked' or t.confirmed_seq is not null)
  order by t.id desc limit 1`)
const WORDS = statement(`
  select seq, content from message
  where org_id = $1 and conversation_id = $2 and direction = 'in' and seq > $3 and unsent_at is null
  order by seq limit 20`)
const GET = statement(`select ${COLUMNS} from ai_tool_call t where t.org_id = $1 and t.id = $2 for update`)
const END = statement(`
  update ai_tool_call set status = $3, confirmed_seq = $4, ended_at = now() where org_id = $1 and id = $2`)
const GO_ON = statement(`
  update ai_tool_call set confirmed_seq = coalesce($3, confirmed_seq),
    status = case when $4 then 'waiting' else 'running' end,
    began_at = case when $4 then null else now() end,
    expires_at = case when $4 then now() + interval '24 hours' else null end
  where org_id = $1 and id = $2`)
const REPEAT = statement(`
  update ai_tool_call set member_id = $3, api_key_id = $4, decided_at = now(), began_at = now()
  where org_id = $1 and id = $2`)
const GIVE_UP = statement(`
  update ai_tool_call set member_id = $3, api_key_id = $4, decided_at = now(), status = 'failed',
    fault = 'given_up', ended_at = now()
  where org_id = $1 and id = $2`)
const DECIDE = statement(`
  update ai_tool_call set member_id = $3, api_key_id = $4, decided_at = now(), status = $5,
    began_at = case when $5 = 'running' then now() end,
    ended_at = case when $5 = 'running' then null else now() end
  where org_id = $1 and id = $2`)

/** A call that somebody has to agree to, or has agreed to. */
export type HeldCall = {
  id: Id
  name: string
  toolId: Id
  revision: number
  title: string
  conversationId: Id
  language: string
  idempotencyKey: Id
  /** Of a micro-backend's tool: the version whose code does it. */
  versionId: Id | null
  values: CallInput['values']
}

/**
 * What the contact's words did to the question that a tool waits for; `unknown`: nobody knows whether it was
 * done.
 */
export type Heard = { type: 'go' | 'done' | 'waits' | 'refused' | 'expired' | 'unknown'; call: HeldCall }

type Row = Omit<HeldCall, 'values'> & {
  input: Buffer
  status: string
  needsMember: boolean
  isLate: boolean
  isLost: boolean
  confirmedSeq: number | null
}
type AskedRow = Row & { askedSeq: number; isPast: boolean }

/**
 * Looks whether the contact's last words answer the question of a tool, and are nothing else. Null: no tool
 * waits, or they speak of something else, and then the question is no more. Heard twice it goes on once.
 *
 * Only words that came after the question count, and only while nothing else was said since, and nobody else
 * had the conversation.
 */
export async function hearYesOrNo(tx: OrgTx, conversationId: Id): Promise<Heard | null> {
  const { statement: lock, values } = lockConversation(tx.orgId, conversationId)
  await tx.query(lock, values)
  const { rows } = await tx.query<AskedRow>(ASKED, [tx.orgId, conversationId])
  const [row] = rows
  if (!row) return null
  const words = await wordsAfter(tx, conversationId, row.askedSeq)
  if (row.status !== 'asked') return words && !row.isPast ? again(row, words.seq) : null
  if (!words) return null
  const consent = row.isPast ? null : understandConsent(words.text)
  return consent ? answered(tx, row, { consent, seq: words.seq }) : drop(tx, row)
}

/** The same words again: who heard them first died before the contact was told. */
function again(row: AskedRow, seq: number): Heard | null {
  if (row.confirmedSeq !== seq) return null
  const type = row.status === 'done' ? 'done' : row.status === 'waiting' ? 'waits' : 'unknown'
  return { type, call: toHeld(row) }
}

async function answered(
  tx: OrgTx,
  row: AskedRow,
  { consent, seq }: { consent: 'yes' | 'no'; seq: number },
): Promise<Heard> {
  const call = toHeld(row)
  if (row.isLate || consent === 'no') {
    const type = row.isLate ? 'expired' : 'refused'
    await tx.query(END, [tx.orgId, row.id, type, null])
    return { type, call }
  }
  await tx.query(GO_ON, [tx.orgId, row.id, seq, row.needsMember])
  return { type: row.needsMember ? 'waits' : 'go', call }
}

async function drop(tx: OrgTx, { id, isLate }: AskedRow): Promise<null> {
  await tx.query(END, [tx.orgId, id, isLate ? 'expired' : 'dropped', null])
  return null
}

/** Null: nothing, or not only text. */
async function wordsAfter(
  tx: OrgTx,
  conversationId: Id,
  seq: number,
): Promise<{ text: string; seq: number } | null> {
  const { rows } = await tx.query<{ seq: number; content: Buffer }>(WORDS, [tx.orgId, conversationId, seq])
  const last = rows.at(-1)
  if (!last) return null
  const contents = rows.map(({ content }) => decode<Content>(content))
  const text = contents.map((content) => (content.type === 'text' ? content.text : '\u0000')).join('\n')
  return { text, seq: last.seq }
}

type Deciding = { callId: Id; actor: ActorIds; memberId: Id }

/**
 * A member approves or refuses what waits for that. Approved by two at once, it goes on once.
 *
 * @throws AppError `not_found`; `not_allowed` when it is for others to decide; `conflict` when it waits no
 * more
 */
export async function decideCall(
  tx: OrgTx,
  { callId, isApproved, actor, memberId }: Deciding & { isApproved: boolean },
): Promise<HeldCall> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, callId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such call of a tool.')
  await requireApprover(tx, { toolId: row.toolId, memberId })
  if (row.status !== 'waiting') throw new AppError('conflict', 'This was decided already.')
  if (row.isLate) throw new AppError('conflict', 'This waited for too long: the contact has to ask again.')
  const status = isApproved ? 'running' : 'refused'
  await tx.query(DECIDE, [tx.orgId, callId, actor.memberId, actor.apiKeyId, status])
  return toHeld(row)
}

/**
 * A member has a call done again of which nobody knows how it ended, by the same key, or gives it up. By two
 * at once, it is done once.
 *
 * @throws AppError `not_found`; `not_allowed` when only others may approve it; `conflict` when it is known
 * how it ended, or may still be under way
 */
export async function repeatCall(
  tx: OrgTx,
  { callId, isRepeated, actor, memberId }: Deciding & { isRepeated: boolean },
): Promise<HeldCall> {
  const { rows } = await tx.query<Row>(GET, [tx.orgId, callId])
  const [row] = rows
  if (!row) throw new AppError('not_found', 'There is no such call of a tool.')
  if (isRepeated && row.needsMember) await requireApprover(tx, { toolId: row.toolId, memberId })
  if (!row.isLost)
    throw new AppError('conflict', 'Only a call of which nobody knows how it ended can be repeated.')
  await tx.query(isRepeated ? REPEAT : GIVE_UP, [tx.orgId, callId, actor.memberId, actor.apiKeyId])
  return toHeld(row)
}

function toHeld(row: Row): HeldCall {
  const { id, name, toolId, revision, title, conversationId, language, idempotencyKey, versionId } = row
  const { values } = decode<CallInput>(row.input)
  return {
    ...{ id, name, toolId, revision, title, conversationId, language, idempotencyKey, versionId },
    values,
  }
}
