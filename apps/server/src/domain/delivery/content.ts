import type { Address, Content } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readAddresses, toAddresses } from '../contact/addresses.ts'
import type { Sending } from './delivery.ts'

const READ = statement(`
  select m.content, m.reply_to_external_id as "replyTo",
         case when m.member_id is not null and c.window_closes_at < now() then 'human_agent' else 'open' end
           as "window",
         (select q.content from message q where q.org_id = m.org_id and q.inbox_id = m.inbox_id
           and q.external_id = m.reply_to_external_id) as quoted
  from message m join conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  where m.org_id = $1 and m.id = $2`)

export type ToSend = {
  content: Content
  replyTo: string | null
  recipient: Address[]
  /** The comment that it answers in private. */
  comment?: string | undefined
  /** `human_agent`: a person wrote it, and the window is shut. */
  window: 'open' | 'human_agent'
}

type Row = Pick<ToSend, 'replyTo' | 'window'> & { content: Buffer; quoted: Buffer | null }

/** Reads what a delivery sends and to whom, when this process does not have it at hand. */
export async function loadToSend(db: Database, sending: Sending): Promise<ToSend> {
  const { orgId, conversationId, messageId } = sending
  const [message, addresses] = await db.sharedFlight(orgId, {
    key: conversationId,
    steps: [{ statement: READ, values: [orgId, messageId] }, readAddresses(orgId, conversationId)],
  })
  const row = message?.rows[0] as Row | undefined
  if (!row || !addresses) throw new Error('A delivery has no message.')
  const { content, quoted, replyTo, window } = row
  const said = decode<Content>(content)
  const isInPublic = said.type === 'comment' || said.type === 'hide'
  const isPrivate = !isInPublic && decodeOrNull<Content>(quoted)?.type === 'comment'
  return {
    ...{ content: said, recipient: toAddresses(addresses), replyTo, window },
    ...(isPrivate && { comment: replyTo ?? undefined }),
  }
}
