import type { Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { enqueue } from '../job/enqueue.ts'

const FORGET = statement(`
  update media set status = 'gone', filename = null, mime_type = null, size = null, sha256 = null,
    failure = null
  where org_id = $1 and message_id = $2 and status <> 'gone' returning id`)

/**
 * Gives up the files of a message. The bytes go with a job: it runs if and only if this is committed, and
 * again until they are gone.
 */
export async function forgetMediaOf(tx: OrgTx, messageId: Id): Promise<void> {
  const { rows } = await tx.query<{ id: Id }>(FORGET, [tx.orgId, messageId])
  for (const { id: mediaId } of rows) await enqueue(tx, { kind: 'forget_media', mediaId })
}
