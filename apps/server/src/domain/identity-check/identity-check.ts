import { type Id, newId } from '@hilo/protocol'
import { decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'

const COLUMNS = `
  k.id, k.conversation_id as "conversationId", k.tool, k.language, k.from_seq as "fromSeq",
  k.read_seq as "readSeq", k.status, k.address, k.code_hash as "codeHash", k.tries, k.codes,
  k.heard_seq as "heardSeq", k.said, coalesce(k.code_expires_at < now(), false) as "isLate",
  k.turn_epoch = c.turn_epoch
    and exists (select from message where org_id = $1 and id = k.message_id) as "isAsked",
  c.contact_id as "contactId", c.inbox_id as "inboxId", i.name as "inboxName"`
const LAST = statement(`
  select ${COLUMNS} from identity_check k
  join conversation c on c.org_id = k.org_id and c.id = k.conversation_id
  join inbox i on i.org_id = c.org_id and i.id = c.inbox_id
  where k.org_id = $1 and k.conversation_id = $2 order by k.id desc limit 1`)
// Who asks for something else meanwhile has one check all the same.
const BEGIN = statement(`
  insert into identity_check (org_id, id, conversation_id, tool, language, from_seq, read_seq, turn_epoch,
    message_id, status)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'address')
  on conflict (org_id, conversation_id) where status in ('address', 'code')
  do update set tool = excluded.tool, language = excluded.language, from_seq = excluded.from_seq,
    read_seq = excluded.read_seq, turn_epoch = excluded.turn_epoch, message_id = excluded.message_id,
    heard_seq = null, said = null
  returning status, address`)
const END_LATE = statement(`
  update identity_check set status = 'dropped', ended_at = now()
  where org_id = $1 and conversation_id = $2 and status = 'code' and code_expires_at < now()`)

/** What was asked, and how far it is. */
export type CheckStatus = 'address' | 'code' | 'proved' | 'refused' | 'spent' | 'dropped'

export type CheckRow = {
  id: Id
  conversationId: Id
  tool: string
  language: string
  fromSeq: number
  readSeq: number
  status: CheckStatus
  address: Buffer | null
  codeHash: Buffer | null
  tries: number
  codes: number
  heardSeq: number | null
  said: string | null
  isLate: boolean
  /** The contact was asked, and nobody has taken the turn since. */
  isAsked: boolean
  contactId: Id
  inboxId: Id
  inboxName: string
}

/** What is asked for the sake of which messages. */
export type NewCheck = {
  conversationId: Id
  tool: string
  language: string
  /** What the contact wants: what they wrote after the first and up to the second of these. */
  fromSeq: number
  readSeq: number
  epoch: number
  /** The id that the message will have in which they are asked. */
  messageId: Id
}

/** Locks the conversation, and reads what was last asked in it. */
export async function lockedCheck(tx: OrgTx, conversationId: Id): Promise<CheckRow | null> {
  const { statement: lock, values } = lockConversation(tx.orgId, conversationId)
  await tx.query(lock, values)
  const { rows } = await tx.query<CheckRow>(LAST, [tx.orgId, conversationId])
  return rows[0] ?? null
}

/** Begins to ask who writes. @returns the address that a code is on its way to already; null: none is */
export async function beginCheck(tx: OrgTx, check: NewCheck): Promise<string | null> {
  const { conversationId, tool, language, fromSeq, readSeq, epoch, messageId } = check
  await tx.query(END_LATE, [tx.orgId, conversationId])
  const { rows } = await tx.query<{ status: CheckStatus; address: Buffer | null }>(BEGIN, [
    ...[tx.orgId, newId(), conversationId, tool, language, fromSeq, readSeq, epoch, messageId],
  ])
  return rows[0]?.status === 'code' ? decodeOrNull<string>(rows[0].address) : null
}
