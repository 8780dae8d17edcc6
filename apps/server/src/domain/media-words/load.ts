import type { Content, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from '../contact/contact.ts'

// The language is that of the conversation, as far as AI has answered in it.
const LOAD = statement(`
  select w.kind, w.conversation_id as "conversationId", w.member_id is not null as "isAsked",
    m.id as "messageId", m.content, c.inbox_id as "inboxId", f.mime_type as "mimeType", p.profile, o.locale,
    (select language from ai_answer a where a.org_id = $1 and a.conversation_id = w.conversation_id
      order by created_at desc limit 1) as spoken
  from media_words w
  join media f on f.org_id = w.org_id and f.id = w.media_id and f.status = 'stored'
  join message m on m.org_id = f.org_id and m.id = f.message_id and m.unsent_at is null
  join conversation c on c.org_id = w.org_id and c.id = w.conversation_id
  join contact p on p.org_id = c.org_id and p.id = c.contact_id
  join org o on o.id = w.org_id
  where w.org_id = $1 and w.media_id = $2 and w.status = 'due'`)

/** A file that is to be put into words. */
export type DueWords = {
  kind: 'transcript' | 'description'
  conversationId: Id
  messageId: Id
  inboxId: Id
  /** A member wants it, whatever comes by itself. */
  isAsked: boolean
  mimeType: string
  /** What the contact wrote beside a picture. */
  caption: string
  /** The conversation's; null: nobody knows. */
  spoken: string | null
  /** In which a picture is described. */
  language: string
}

type Row = Omit<DueWords, 'caption' | 'language'> & { content: Buffer; profile: Buffer; locale: string }

/** Null: nobody wants it any more, or the file is gone. */
export async function loadDueWords(tx: OrgTx, mediaId: Id): Promise<DueWords | null> {
  const { rows } = await tx.query<Row>(LOAD, [tx.orgId, mediaId])
  const [row] = rows
  if (!row) return null
  const { content: stored, profile, locale, ...due } = row
  const content = decode<Content>(stored)
  return {
    ...due,
    caption: content.type === 'media' ? (content.caption ?? '') : '',
    // Some platforms write `es_LA`.
    language: (due.spoken ?? decode<Profile>(profile).locale ?? locale).replaceAll('_', '-'),
  }
}
