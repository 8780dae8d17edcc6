import type { AnswerCitation, Author, Content, Id } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { withoutCodes } from '../identity-check/read-reply.ts'

const SAID = statement(`
  select m.seq, m.author, m.content, m.created_at as at, f.status as "fileStatus", w.status as "wordsStatus",
    w.words, (extract(epoch from now() - m.created_at) * 1000)::float8 as "ageMs",
    case when a.action = 'suggest' then a.citations end as offered
  from message m
  left join ai_answer a on a.org_id = m.org_id and a.id = m.id
  left join media f on f.org_id = m.org_id and f.message_id = m.id
  left join media_words w on w.org_id = f.org_id and w.media_id = f.id
  where m.org_id = $1 and m.conversation_id = $2 and m.seq > 0 and m.seq <= $4 and m.unsent_at is null
    and m.author <> 'system'
  order by m.seq desc limit $3`)
const CODES = statement(`
  select k.created_at as "from",
    case when k.status = 'proved' then k.ended_at else k.code_expires_at + interval '1 hour' end as until
  from identity_check k where k.org_id = $1 and k.conversation_id = $2 and k.codes > 0`)

/** So many of the last messages are read. */
export const MESSAGES_MAX = 40
const SEQ_MAX = 2_147_483_647

/** When a code was asked for in the conversation: whatever might be one stays away from models. */
type CodeTime = { from: Date; until: Date }

export type ReadMessage = {
  seq: number
  author: Author
  content: Content
  at: Date
  ageMs: number
  /** How far the message's file is; null where it has none. */
  fileStatus: 'due' | 'stored' | 'failed' | 'gone' | null
  wordsStatus: 'due' | 'done' | 'failed' | null
  /** What its file says or shows. */
  words: string | null
  /** The titles that AI named where it knew no answer; null: it is no such message. */
  offered: readonly string[] | null
}

type Said = Omit<ReadMessage, 'content' | 'words' | 'offered'> &
  Record<'words' | 'offered', Buffer | null> & {
    content: Buffer
  }

/** The last messages of a conversation, or the last up to one of them, the oldest first. */
export async function readMessages(
  tx: OrgTx,
  conversationId: Id,
  untilSeq = SEQ_MAX,
): Promise<ReadMessage[]> {
  const { rows: said } = await tx.query<Said>(SAID, [tx.orgId, conversationId, MESSAGES_MAX, untilSeq])
  const { rows: codes } = await tx.query<CodeTime>(CODES, [tx.orgId, conversationId])
  return said.reverse().map((message) => readable(message, codes))
}

function readable(said: Said, codes: readonly CodeTime[]): ReadMessage {
  const content = decode<Content>(said.content)
  const words = decodeOrNull<string>(said.words)
  const named = decodeOrNull<AnswerCitation[]>(said.offered)?.map(({ title }) => title)
  const offered = named ? [...new Set(named)] : null
  const isMeant = codes.some(({ from, until }) => said.at >= from && said.at <= until)
  if (!isMeant) return { ...said, content, words, offered }
  return {
    ...{ ...said, offered },
    content: content.type === 'text' ? { ...content, text: withoutCodes(content.text) } : content,
    words: words && withoutCodes(words),
  }
}
