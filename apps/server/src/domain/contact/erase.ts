import { AppError, type Id } from '@hilo/protocol'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { enqueue } from '../job/enqueue.ts'
import { HELD } from './held.ts'

const LOCK = statement('select id from contact where org_id = $1 and id = $2 for update')
const LOCK_CONVERSATIONS = statement(`
  select id from conversation where org_id = $1 and contact_id = $2 order by id for update`)
const FILES = statement(`
  select id from media where org_id = $1 and conversation_id in (
    select id from conversation where org_id = $1 and contact_id = $2)`)
// What was paid stays in the ledger, and nobody's.
const UNLINK_CALLS = statement(`
  update ai_call set conversation_id = null, message_id = null where org_id = $1 and conversation_id in (
    select id from conversation where org_id = $1 and contact_id = $2)`)
const UNLINK_DRAFTS = statement(`
  update backend set draft_contact_ids = array_remove(draft_contact_ids, $2)
  where org_id = $1 and $2 = any (draft_contact_ids)`)
const DELETES = HELD.map(({ table, where }) =>
  statement(`delete from ${table} where org_id = $1 and ${where}`),
)

export type Erased = { conversationIds: Id[] }

/**
 * Erases a contact, whatever they said and whatever was said, done or found for them; who writes again is
 * somebody new. Files go with a job that runs if and only if this is committed. What an answer cost stays,
 * and belongs to nobody.
 *
 * @throws AppError `not_found`
 */
export async function eraseContact(tx: OrgTx, contactId: Id): Promise<Erased> {
  const values = [tx.orgId, contactId]
  const { rowCount } = await tx.query(LOCK, values)
  if (!rowCount) throw new AppError('not_found', 'There is no such contact.')
  const { rows } = await tx.query<{ id: Id }>(LOCK_CONVERSATIONS, values)
  const { rows: files } = await tx.query<{ id: Id }>(FILES, values)
  await tx.query(UNLINK_CALLS, values)
  await tx.query(UNLINK_DRAFTS, values)
  for (const erase of DELETES) await tx.query(erase, values)
  for (const { id: mediaId } of files) await enqueue(tx, { kind: 'forget_media', mediaId })
  return { conversationIds: rows.map(({ id }) => id) }
}
