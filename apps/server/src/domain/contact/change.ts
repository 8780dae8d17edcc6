import type { ContactChanges, Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { OrgTx } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { changeProfile, type Profile } from './contact.ts'

const LOCKED = statement(`
  select p.id, p.profile from conversation c join contact p on p.org_id = c.org_id and p.id = c.contact_id
  where c.org_id = $1 and c.id = $2 for update of p`)
const CHANGE = statement('update contact set profile = $3, updated_at = now() where org_id = $1 and id = $2')

/** Changes what is known of the contact of a conversation. The caller holds the conversation's lock. */
export async function changeContactOf(tx: OrgTx, conversationId: Id, changes: ContactChanges): Promise<void> {
  const { rows } = await tx.query<{ id: Id; profile: Buffer }>(LOCKED, [tx.orgId, conversationId])
  const [contact] = rows
  if (!contact) return
  const profile = changeProfile(decode<Profile>(contact.profile), changes)
  await tx.query(CHANGE, [tx.orgId, contact.id, encode(profile)])
}
