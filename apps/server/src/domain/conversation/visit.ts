import {
  fileOf,
  type Id,
  type MessageAnswer,
  type MessageItem,
  type WidgetAnswer,
  type WidgetMessage,
} from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { readChanges } from '../message/timeline.ts'

/** A visitor's conversation in a widget. */
export type Visit = { conversationId: Id }

const CONVERSATION = statement(`
  select c.id as "conversationId" from identity i
  join conversation c on c.org_id = i.org_id and c.contact_id = i.contact_id and c.inbox_id = $2
  where i.org_id = $1 and i.channel = 'web' and i.address_hash = $3
  order by c.status desc, c.created_at desc limit 1`)
const MESSAGE = statement(
  'select id, seq from message where org_id = $1 and inbox_id = $2 and external_id = $3',
)

export const findVisit = {
  /** The visitor's open conversation, else the last closed one. */
  async conversation(tx: OrgTx, inboxId: Id, addressHash: Buffer): Promise<Visit | null> {
    const { rows } = await tx.query<Visit>(CONVERSATION, [tx.orgId, inboxId, addressHash])
    return rows[0] ?? null
  },
  async message(tx: OrgTx, inboxId: Id, externalId: string): Promise<{ id: Id; seq: number } | null> {
    const { rows } = await tx.query<{ id: Id; seq: number }>(MESSAGE, [tx.orgId, inboxId, externalId])
    return rows[0] ?? null
  },
}

type Asked = {
  conversationId: Id
  afterVersion: number
  /** Where the visitor's browser reads a file of the conversation. */
  linkTo(mediaId: Id): string
}

/**
 * The messages that changed after a version, as the visitor may see them: no notes, no events, no reasons.
 */
export async function readVisit(
  tx: OrgTx,
  { conversationId, afterVersion, linkTo }: Asked,
): Promise<{ version: number; messages: WidgetMessage[]; hasMore: boolean }> {
  const { version, items, hasMore } = await readChanges(tx, conversationId, afterVersion)
  const messages = items.flatMap((item) => (item.type === 'message' ? [toWidgetMessage(item, linkTo)] : []))
  return { version, messages, hasMore }
}

function toWidgetMessage(item: MessageItem, linkTo: Asked['linkTo']): WidgetMessage {
  const { id, seq, version, direction, author, authorName, content, clientId, createdAt, media } = item
  const mediaId = media?.status === 'stored' ? fileOf(content)?.mediaId : undefined
  const file = mediaId ? { url: linkTo(mediaId), size: media?.size ?? 0 } : null
  const answer = item.answer && toWidgetAnswer(item.answer)
  return { id, seq, version, direction, author, authorName, content, file, answer, clientId, createdAt }
}

/** Of what it cites, only what everybody may read; nothing of why. */
function toWidgetAnswer({ action, citations, contactRating }: MessageAnswer): WidgetAnswer {
  const open = citations.filter(({ audience }) => audience === 'public')
  const titles = new Map(open.map(({ articleId, title }) => [articleId, title]))
  return {
    articles: [...titles].map(([id, title]) => ({ id, title })),
    isRatable: action === 'answer',
    rating: contactRating,
  }
}
