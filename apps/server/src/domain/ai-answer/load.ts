import type { Author, Content, Holder, Id } from '@hilo/protocol'
import { decode, decodeOrNull } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readAiMedia } from '../ai-media/ai-media.ts'
import type { Profile } from '../contact/contact.ts'
import { withoutCodes } from '../identity-check/read-reply.ts'
import type { WordedKind } from '../media-words/media-words.ts'
import { LAST_ANSWER, READ_SEQ } from './read-seq.ts'

// What people answered is not AI's to answer, and what it has answered it does not answer again. Of what
// nobody answered it answers the last when it is handed back.
const LOAD = statement(`
  select c.inbox_id as "inboxId", c.holder, c.turn_epoch as epoch, c.last_in_seq as "lastInSeq", p.profile,
    (select language from ai_answer where org_id = $1 and conversation_id = $2 
      order by created_at desc limit 1) as language,
    (select json_agg(json_build_object('from', k.created_at, 'until',
        case when k.status = 'proved' then k.ended_at else k.code_expires_at + interval '1 hour' end))
      from identity_check k where k.org_id = $1 and k.conversation_id = $2 and k.codes > 0) as codes,
    (select count(*)::int from ai_answer
      where org_id = $1 and conversation_id = $2 and created_at > now() - interval '1 hour') as lately,
    (select count(*)::int from ai_answer a
      where a.org_id = $1 and a.conversation_id = $2 and a.action = 'suggest'
      and a.created_at > greatest('-infinity',
        (select max(created_at) from message where org_id = $1 and conversation_id = $2 and author = 'agent'),
        (select max(created_at) from conversation_event where org_id = $1 and conversation_id = $2
          and type in ('handed_back', 'closed', 'reopened')))) as missed,
    (select f.answer_id from ai_feedback f join ai_answer a on a.org_id = f.org_id and a.id = f.answer_id
      where f.org_id = $1 and f.answer_id = ${LAST_ANSWER} and f.member_id is null and f.rating = 'bad')
      as "unhappyWith",
    coalesce((select max(after_seq) from conversation_event
      where org_id = $1 and conversation_id = $2 and type = 'handed_back'), 0) as "handedBackSeq",
    coalesce((select max(after_seq) from conversation_event
      where org_id = $1 and conversation_id = $2 and type = 'handed_off'), 0) as "handedOffSeq",
    greatest(
      ${READ_SEQ},
      (select max(seq) from message where org_id = $1 and conversation_id = $2 and direction = 'out'
        and author in ('agent', 'backend')),
      (select max(after_seq) from conversation_event where org_id = $1 and conversation_id = $2
        and type in ('closed', 'reopened')), 0) as "handledSeq"
  from conversation c join contact p on p.org_id = c.org_id and p.id = c.contact_id
  where c.org_id = $1 and c.id = $2`)
const SAID = statement(`
  select m.seq, m.author, m.content, m.created_at as at, f.status as "fileStatus", w.status as "wordsStatus",
    w.words, (extract(epoch from now() - m.created_at) * 1000)::float8 as "ageMs"
  from message m
  left join media f on f.org_id = m.org_id and f.message_id = m.id
  left join media_words w on w.org_id = f.org_id and w.media_id = f.id
  where m.org_id = $1 and m.conversation_id = $2 and m.seq > 0 and m.unsent_at is null
    and m.author <> 'system'
  order by m.seq desc limit $3`)

/** So many of the last messages are read. */
export const MESSAGES_MAX = 40

/** A conversation as AI reads it. */
export type AnswerInput = {
  inboxId: Id
  holder: Holder
  epoch: number
  /** The last message of the contact that is to be answered. */
  lastInSeq: number
  /** Up to here all is answered, or was handled by people. */
  handledSeq: number
  /** Up to here it was said while people had the conversation, or before. */
  handedBackSeq: number
  /** After this one people had it; what AI said to who waited for them is no answer. */
  handedOffSeq: number
  /** The language of AI's last answer, else the contact's own. */
  language: string | null
  /** How often AI answered here within an hour. */
  lately: number
  /** How often nothing was known for the contact since people had the conversation. */
  missed: number
  /** The last answer, if the contact pressed the thumb that points down. */
  unhappyWith: Id | null
  /** Oldest first. */
  messages: readonly ReadMessage[]
  /** Files of these kinds are put into words by themselves. */
  worded: readonly WordedKind[]
}

/** When a code was asked for in the conversation: whatever might be one stays away from models. */
type CodeTime = { from: string; until: string }

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
}

type Row = Omit<AnswerInput, 'messages' | 'worded'> & {
  profile: Buffer
  codes: CodeTime[] | null
}
type Said = Omit<ReadMessage, 'content' | 'words'> & { content: Buffer; words: Buffer | null }

/** Reads what AI is to answer; null when the conversation is gone. */
export async function loadAnswerInput(tx: OrgTx, conversationId: Id): Promise<AnswerInput | null> {
  const { rows } = await tx.query<Row>(LOAD, [tx.orgId, conversationId])
  const [row] = rows
  if (!row) return null
  const { profile, language, codes, ...read } = row
  const { rows: said } = await tx.query<Said>(SAID, [...[tx.orgId, conversationId, MESSAGES_MAX]])
  const { voice, pictures } = await readAiMedia(tx)
  return {
    ...read,
    language: language ?? decode<Profile>(profile).locale ?? null,
    messages: said.reverse().map((message) => readable(message, codes ?? [])),
    worded: [
      ...(voice.mode === 'always' ? (['audio'] as const) : []),
      ...(pictures.mode === 'always' ? (['image'] as const) : []),
    ],
  }
}

function readable(said: Said, codes: readonly CodeTime[]): ReadMessage {
  const content = decode<Content>(said.content)
  const words = decodeOrNull<string>(said.words)
  const isMeant = codes.some(({ from, until }) => said.at >= new Date(from) && said.at <= new Date(until))
  if (!isMeant) return { ...said, content, words }
  return {
    ...said,
    content: content.type === 'text' ? { ...content, text: withoutCodes(content.text) } : content,
    words: words && withoutCodes(words),
  }
}
