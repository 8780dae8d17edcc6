import { answerTextOf, type Content, type Id, type MessageItem } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const COLUMNS = `m.author, m.content, w.words, w.kind as "wordsKind" from message m
  left join media f on f.org_id = m.org_id and f.message_id = m.id
  left join media_words w on w.org_id = f.org_id and w.media_id = f.id`
// What was brought over stands before the thread; what was taken back is no longer said.
const LAST = statement(`
  select ${COLUMNS}
  where m.org_id = $1 and m.conversation_id = $2 and m.seq >= 1 and ($3::int is null or m.seq <= $3)
    and m.unsent_at is null
  order by m.seq desc limit $4`)
const ONE = statement(`
  select ${COLUMNS}
  where m.org_id = $1 and m.conversation_id = $2 and m.id = $3 and m.unsent_at is null`)
const PUBLIC = new Set<Content['type']>(['comment', 'hide', 'reaction'])

/**
 * What was said, in words; `us`: a member, a micro-backend or AI. `by`: a machine heard it in a voice note,
 * or saw it in a picture.
 */
export type SpokenTurn = { from: 'contact' | 'us'; text: string; by?: 'voice' | 'picture' }

type Row = {
  author: MessageItem['author']
  content: Buffer
  words: Buffer | null
  wordsKind: 'transcript' | 'description' | null
}

/** The last turns of a conversation in words, the oldest first. Notes are none; what has no words is left out. */
export async function readTurns(
  tx: OrgTx,
  conversationId: Id,
  { upToSeq, limit }: { upToSeq: number | null; limit: number },
): Promise<SpokenTurn[]> {
  const { rows } = await tx.query<Row>(LAST, [tx.orgId, conversationId, upToSeq, limit])
  return rows.reverse().flatMap(({ author, content, words, wordsKind }) => {
    const from = author === 'contact' ? 'contact' : 'us'
    const text = wordsIn(decode<Content>(content), author)
    const by = wordsKind === 'transcript' ? 'voice' : 'picture'
    return [
      ...(text === '' ? [] : [{ from, text } as const]),
      ...(words === null ? [] : [{ from, text: decode<string>(words), by } as const]),
    ]
  })
}

/** The words of one message; empty when it has none, or is not there. */
export async function wordsOfMessage(tx: OrgTx, conversationId: Id, messageId: Id): Promise<string> {
  const { rows } = await tx.query<Row>(ONE, [tx.orgId, conversationId, messageId])
  const [row] = rows
  if (!row) return ''
  const said = wordsIn(decode<Content>(row.content), row.author)
  return said || (decodeOrNull<string>(row.words) ?? '')
}

/** Of ours what was asked with buttons, too. */
function wordsIn(content: Content, author: Row['author']): string {
  if (PUBLIC.has(content.type)) return ''
  const answer = answerTextOf(content).trim()
  if (answer !== '' || author === 'contact') return answer
  return 'text' in content ? (content.text ?? '').trim() : ''
}
