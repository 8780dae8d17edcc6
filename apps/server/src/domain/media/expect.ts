import { newId } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { type Step, statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Job } from '../job/enqueue.ts'
import { plantWords } from '../media-words/plant.ts'
import type { Inbound } from '../message/inbound.ts'

// The message says which conversation: a message that was known already is not there under this id.
const EXPECT = statement(`
  with said as (select conversation_id from message where org_id = $1 and id = $2), due as (
    insert into media (org_id, id, conversation_id, message_id, status, filename, mime_type)
    select $1, $3, conversation_id, $2, 'due', $4, $5 from said
  )
  insert into job (org_id, id, kind, payload, due_at) select $1, $6, 'fetch_media', $7, now() from said`)

// One that was uploaded here is the message's from now on, if both are of one conversation.
const TAKE = statement(`
  update media m set unsent_until = null, message_id = $2 from message said
  where m.org_id = $1 and m.id = $3 and m.status = 'stored'
    and said.org_id = $1 and said.id = $2 and said.conversation_id = m.conversation_id`)

/**
 * The step that has the file of a contact's message fetched, for the transaction that stores the message.
 * Without a file no step: what most messages cost stays the same.
 */
export function expectMedia(inbox: Inbox, { id, content }: Inbound): Step[] {
  if (content.type !== 'media' || !content.mediaId) return []
  if (!content.externalId) {
    const take = { statement: TAKE, values: [inbox.orgId, id, content.mediaId] }
    return [take, ...plantWords(inbox.orgId, content.mediaId, content.kind)]
  }
  const { mediaId, externalId, kind: mediaKind } = content
  const job: Job = { kind: 'fetch_media', inboxId: inbox.id, mediaId, externalId, mediaKind }
  const filename = content.filename ? encode(content.filename) : null
  const mimeType = content.mimeType ?? null
  const values = [inbox.orgId, id, mediaId, filename, mimeType, newId(), encode(job)]
  return [{ statement: EXPECT, values }]
}

/** The same for a message that is stored already in this transaction. */
export async function attachExpected(tx: OrgTx, inbox: Inbox, message: Inbound): Promise<void> {
  for (const { statement: step, values } of expectMedia(inbox, message)) await tx.query(step, values)
}

/** A message with a file names our row of it from the start, so that whoever reads it can ask for the bytes. */
export function withMediaId(content: Inbound['content']): Inbound['content'] {
  return content.type === 'media' && content.externalId ? { ...content, mediaId: newId() } : content
}
