import type { Content, Id } from '@hilo/protocol'
import { decode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Inbox } from '../inbox/inbox.ts'

const SENT = statement('select id from delivery where org_id = $1 and inbox_id = $2 and external_id = $3')
// The platform may put it under the comment above the one that it answers.
const DOUBTFUL = statement(`
  select d.id, d.status, m.content from delivery d
  join message m on m.org_id = d.org_id and m.id = d.message_id
  left join message q on q.org_id = m.org_id and q.inbox_id = m.inbox_id
    and q.external_id = m.reply_to_external_id
  where d.org_id = $1 and d.inbox_id = $2 and d.status in ('sending', 'unknown')
    and (m.reply_to_external_id = $3 or q.reply_to_external_id = $3)
  order by d.seq`)

/** A public reply of which nobody knows yet whether it stands there, and by which id. */
type Doubtful = { id: Id; status: 'sending' | 'unknown'; text: string }

/** The delivery that a comment of the business is; else those that it may be of. */
export async function findPublic(
  db: Database,
  { orgId, id: inboxId }: Inbox,
  { externalId, parentExternalId }: { externalId: string; parentExternalId: string },
): Promise<{ sentId: Id | null; doubtful: Doubtful[] }> {
  const [sent, doubtful] = await db.flight(orgId, [
    { statement: SENT, values: [orgId, inboxId, externalId] },
    { statement: DOUBTFUL, values: [orgId, inboxId, parentExternalId] },
  ])
  return {
    sentId: (sent?.rows[0]?.id as Id | undefined) ?? null,
    doubtful: (doubtful?.rows ?? []).flatMap(({ id, status, content }) => {
      const said = decode<Content>(content as Buffer)
      return said.type === 'comment' ? [{ id, status, text: said.text } as Doubtful] : []
    }),
  }
}
