import { assert, type Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockedConversation } from '../conversation/conversation.ts'

const EVENTS = statement(`
  select id, after_seq as "afterSeq", data from conversation_event
  where org_id = $1 and conversation_id = $2 and type = 'handed_off' and actor = 'ai'
  order by created_at desc, id desc limit 5`)
const RAISE = statement(`
  update conversation set version = version + 1, changed_at = now()
  where org_id = $1 and id = $2 returning version`)
const WRITE = statement(`
  update conversation_event set data = $3, version = $4 where org_id = $1 and id = $2`)

type Place = { conversationId: Id; answerId: Id }
type Row = { id: Id; afterSeq: number; data: Buffer }
type Data = { messageId?: Id; summary?: unknown; written?: string; writtenIn?: string }
/** What a model made of the turns, and in which language. */
type Written = { text: string; language: string }

/** After which message AI handed over, while no model has said in short what came before; null: nothing is to be said. */
export async function findUnwritten(tx: OrgTx, place: Place): Promise<number | null> {
  return (await findEvent(tx, place))?.afterSeq ?? null
}

/**
 * Puts beside the turns what a model made of them. Where the contact has taken some of it back meanwhile, the
 * turns are gone, and so is this.
 *
 * @returns the conversation's new version; null when it was not put.
 */
export async function putWritten(
  tx: OrgTx,
  place: Place,
  { text, language }: Written,
): Promise<number | null> {
  const { conversationId } = place
  await lockedConversation(tx, conversationId)
  const event = await findEvent(tx, place)
  if (!event) return null
  const { rows } = await tx.query<{ version: number }>(RAISE, [tx.orgId, conversationId])
  assert(rows[0], 'A conversation that is locked must be there.')
  const data = encode({ ...decode<Data>(event.data), written: text, writtenIn: language })
  await tx.query(WRITE, [tx.orgId, event.id, data, rows[0].version])
  return rows[0].version
}

async function findEvent(tx: OrgTx, { conversationId, answerId }: Place): Promise<Row | null> {
  const { rows } = await tx.query<Row>(EVENTS, [tx.orgId, conversationId])
  const event = rows.find(({ data }) => decode<Data>(data).messageId === answerId)
  if (!event) return null
  const { summary, written } = decode<Data>(event.data)
  return summary !== undefined && written === undefined ? event : null
}
