import { answerTextOf, type Content, type Id, type MessageItem } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

// What was brought over stands before the thread; what was taken back is no longer said.
const LAST = statement(`
  select author, content from message
  where org_id = $1 and conversation_id = $2 and seq >= 1 and ($3::int is null or seq <= $3)
    and unsent_at is null
  order by seq desc limit $4`)
const ONE = statement(`
  select author, content from message
  where org_id = $1 and conversation_id = $2 and id = $3 and unsent_at is null`)
const PUBLIC = new Set<Content['type']>(['comment', 'hide', 'reaction'])

/** What was said, in words; `us`: a member, a micro-backend or AI. */
export type SpokenTurn = { from: 'contact' | 'us'; text: string }

type Row = { author: MessageItem['author']; content: Buffer }

/** The last turns of a conversation in words, the oldest first. Notes are none; what has no words is left out. */
export async function readTurns(
  tx: OrgTx,
  conversationId: Id,
  { upToSeq, limit }: { upToSeq: number | null; limit: number },
): Promise<SpokenTurn[]> {
  const { rows } = await tx.query<Row>(LAST, [tx.orgId, conversationId, upToSeq, limit])
  return rows.reverse().flatMap(({ author, content: stored }) => {
    const text = wordsIn(decode<Content>(stored), author)
    return text === '' ? [] : [{ from: author === 'contact' ? ('contact' as const) : ('us' as const), text }]
  })
}

/** The words of one message; empty when it has none, or is not there. */
export async function wordsOfMessage(tx: OrgTx, conversationId: Id, messageId: Id): Promise<string> {
  const { rows } = await tx.query<Row>(ONE, [tx.orgId, conversationId, messageId])
  const [row] = rows
  return row ? wordsIn(decode<Content>(row.content), row.author) : ''
}

/** Of ours what was asked with buttons, too. */
function wordsIn(content: Content, author: Row['author']): string {
  if (PUBLIC.has(content.type)) return ''
  const answer = answerTextOf(content).trim()
  if (answer !== '' || author === 'contact') return answer
  return 'text' in content ? (content.text ?? '').trim() : ''
}
