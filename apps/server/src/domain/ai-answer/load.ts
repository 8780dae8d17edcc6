import type { Holder, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readAiMedia } from '../ai-media/ai-media.ts'
import type { Profile } from '../contact/contact.ts'
import type { WordedKind } from '../media-words/media-words.ts'
import { type ReadMessage, readMessages } from './messages.ts'
import { LAST_ANSWER, READ_SEQ } from './read-seq.ts'

// What people answered is not AI's to answer, and what it has answered it does not answer again. Of what
// nobody answered it answers the last when it is handed back.
const LOAD = statement(`
  select c.inbox_id as "inboxId", c.holder, c.turn_epoch as epoch, c.last_in_seq as "lastInSeq", p.profile,
    (select coalesce(json_agg(t.name), '[]') from conversation_tag ct
      join tag t on t.org_id = ct.org_id and t.id = ct.tag_id
      where ct.org_id = $1 and ct.conversation_id = $2) as tags,
    (select language from ai_answer where org_id = $1 and conversation_id = $2 
      order by created_at desc limit 1) as language,
    (select count(*)::int from ai_answer
      where org_id = $1 and conversation_id = $2 and created_at > now() - interval '1 hour') as lately,
    (select count(*)::int from ai_answer a
      where a.org_id = $1 and a.conversation_id = $2 and a.action = 'suggest'
      and a.created_at > greatest('-infinity',
        (select max(created_at) from message where org_id = $1 and conversation_id = $2 and author = 'agent'),
        (select max(created_at) from conversation_event where org_id = $1 and conversation_id = $2
          and type in ('handed_back', 'closed', 'reopened')))) as "leftOpen",
    (select f.answer_id from ai_feedback f join ai_answer a on a.org_id = f.org_id and a.id = f.answer_id
      where f.org_id = $1 and f.answer_id = ${LAST_ANSWER} and f.member_id is null and f.rating = 'bad')
      as "unhappyWith",
    exists (select from ai_answer a where a.org_id = $1 and a.id = ${LAST_ANSWER} and a.reason = 'other_hours'
      and not exists (select from message m where m.org_id = $1 and m.conversation_id = $2
        and m.direction = 'out' and m.author in ('agent', 'backend') and m.seq > a.read_seq))
      as "isLeftByHours",
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
  tags: readonly string[]
  /** How often AI answered here within an hour. */
  lately: number
  /** How often nothing was known for the contact since people had the conversation. */
  leftOpen: number
  /** The last answer, if the contact pressed the thumb that points down. */
  unhappyWith: Id | null
  /** The last that anybody told the contact is that AI does not answer at this hour. */
  isLeftByHours: boolean
  /** Oldest first. */
  messages: readonly ReadMessage[]
  /** Files of these kinds are put into words by themselves. */
  worded: readonly WordedKind[]
}

type Row = Omit<AnswerInput, 'messages' | 'worded'> & { profile: Buffer }
/** Reads what AI is to answer; null when the conversation is gone. */
export async function loadAnswerInput(tx: OrgTx, conversationId: Id): Promise<AnswerInput | null> {
  const { rows } = await tx.query<Row>(LOAD, [tx.orgId, conversationId])
  const [row] = rows
  if (!row) return null
  const { profile, language, ...read } = row
  const { voice, pictures } = await readAiMedia(tx)
  return {
    ...read,
    language: language ?? decode<Profile>(profile).locale ?? null,
    messages: await readMessages(tx, conversationId),
    worded: [
      ...(voice.mode === 'always' ? (['audio'] as const) : []),
      ...(pictures.mode === 'always' ? (['image'] as const) : []),
    ],
  }
}
