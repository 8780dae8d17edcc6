import { answerTextOf, type Content, type Id, type MessageItem } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// Public comments and what is brought over stand beside the thread.
const LAST = statement(`
  select author, content from message
  where org_id = $1 and conversation_id = $2 and seq between 1 and $3 and unsent_at is null
  order by seq desc limit 20`)

type Row = { author: MessageItem['author']; content: Buffer }

/**
 * What the contact wrote last, up to a message: all that came since somebody answered them. Empty where it has no
 * words.
 */
export async function lastWords(tx: OrgTx, conversationId: Id, upToSeq: number): Promise<string> {
  const { rows } = await tx.query<Row>(LAST, [tx.orgId, conversationId, upToSeq])
  const from = rows.findIndex(({ author }) => author === 'contact')
  if (from < 0) return ''
  const end = rows.findIndex(({ author }, index) => index > from && author !== 'contact')
  return rows
    .slice(from, end < 0 ? undefined : end)
    .map(({ content }) => answerTextOf(decode<Content>(content)).trim())
    .filter((text) => text !== '')
    .reverse()
    .join('\n')
}
