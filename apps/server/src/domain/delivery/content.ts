import type { Address, Content } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readAddresses, toAddresses } from '../contact/addresses.ts'
import type { Sending } from './delivery.ts'

const READ = statement(`
  select content, reply_to_external_id as "replyTo" from message where org_id = $1 and id = $2`)

export type ToSend = { content: Content; replyTo: string | null; recipient: Address[] }

/** Reads what a delivery sends and to whom, when this process does not have it at hand. */
export async function loadToSend(db: Database, sending: Sending): Promise<ToSend> {
  const { orgId, conversationId, messageId } = sending
  const [message, addresses] = await db.sharedFlight(orgId, {
    key: conversationId,
    steps: [{ statement: READ, values: [orgId, messageId] }, readAddresses(orgId, conversationId)],
  })
  const row = message?.rows[0] as { content: Buffer; replyTo: string | null } | undefined
  if (!row || !addresses) throw new Error('A delivery has no message.')
  return { content: decode<Content>(row.content), replyTo: row.replyTo, recipient: toAddresses(addresses) }
}
