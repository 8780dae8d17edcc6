import { AppError, type Content, type Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const QUOTED = statement(`
  select m.id, coalesce(m.external_id, d.external_id) as "externalId", m.direction, m.content,
    m.sent_at as "sentAt", m.unsent_at as "unsentAt"
  from message m
  left join delivery d on d.org_id = m.org_id and d.message_id = m.id and d.part = 0
  where m.org_id = $1 and m.conversation_id = $2 and m.id = $3`)

/** A message that another one answers. */
export type Quoted = {
  id: Id
  externalId: string | null
  direction: 'in' | 'out'
  content: Content
  sentAt: Date
  unsentAt: Date | null
}

/** @throws AppError `not_found` */
export async function quotedMessage(tx: OrgTx, conversationId: Id, id: Id): Promise<Quoted> {
  const values = [tx.orgId, conversationId, id]
  const { rows } = await tx.query<Omit<Quoted, 'content'> & { content: Buffer }>(QUOTED, values)
  const [row] = rows
  if (!row) throw new AppError('not_found', 'The message to quote is not in this conversation.')
  return { ...row, content: decode<Content>(row.content) }
}
