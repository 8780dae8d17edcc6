import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { enqueue } from '../job/enqueue.ts'

// What was read from a file goes with it, before whoever is at it could write it.
const FORGET_WORDS = statement(`
  delete from media_words w using media f
  where w.org_id = $1 and f.org_id = $1 and f.id = w.media_id and f.message_id = $2`)
const FORGET = statement(`
  update media set status = 'gone', filename = null, mime_type = null, size = null, sha256 = null,
    failure = null
  where org_id = $1 and message_id = $2 and status <> 'gone' returning id`)

/**
 * Gives up the files of a message. The bytes go with a job: it runs if and only if this is committed, and
 * again until they are gone.
 */
export async function forgetMediaOf(tx: OrgTx, messageId: Id): Promise<void> {
  await tx.query(FORGET_WORDS, [tx.orgId, messageId])
  const { rows } = await tx.query<{ id: Id }>(FORGET, [tx.orgId, messageId])
  for (const { id: mediaId } of rows) await enqueue(tx, { kind: 'forget_media', mediaId })
}
