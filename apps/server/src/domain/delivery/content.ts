import type { Address, Content, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { addressesOf } from '../contact/addresses.ts'
import type { Sending } from './delivery.ts'

const READ = statement(`
  select m.content, m.reply_to_external_id as "replyTo", c.contact_id as "contactId"
  from message m join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  where m.org_id = $1 and m.id = $2`)

export type ToSend = { content: Content; replyTo: string | null; recipient: Address[] }

/** Reads what a delivery sends and to whom, when this process does not have it at hand. */
export async function loadToSend(db: Database, sending: Sending): Promise<ToSend> {
  return db.withOrg(sending.orgId, async (tx) => {
    const { rows } = await tx.query<{ content: Buffer; replyTo: string | null; contactId: Id }>(READ, [
      sending.orgId,
      sending.messageId,
    ])
    const row = rows[0]
    if (!row) throw new Error('A delivery has no message.')
    const recipient = await addressesOf(tx, sending.orgId, row.contactId)
    return { content: decode<Content>(row.content), replyTo: row.replyTo, recipient }
  })
}
