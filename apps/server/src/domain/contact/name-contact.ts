import type { Id } from '@hilo/protocol'
import { decode, encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import { lockConversation } from '../conversation/lock.ts'
import type { Profile } from './contact.ts'

const READ = statement(`
  select p.id, p.profile from conversation c
  join contact p on p.org_id = c.org_id and p.id = c.contact_id
  where c.org_id = $1 and c.id = $2 for update of p`)
const WRITE = statement('update contact set profile = $3, updated_at = now() where org_id = $1 and id = $2')
const SHOW = statement(`
  update conversation set version = version + 1, changed_at = now() where org_id = $1 and id = $2
  returning version`)

type Naming = { conversationId: Id; rename(profile: Profile): Profile }

/**
 * Changes the profile of the contact of a conversation, and lets those who look see it.
 *
 * @returns the conversation's new version; null when nothing changed.
 */
export async function nameContact(
  db: Database,
  orgId: Id,
  { conversationId, rename }: Naming,
): Promise<number | null> {
  return db.withOrg(orgId, async (tx) => {
    const lock = lockConversation(orgId, conversationId)
    await tx.query(lock.statement, lock.values)
    const { rows } = await tx.query<{ id: Id; profile: Buffer }>(READ, [orgId, conversationId])
    const [contact] = rows
    if (!contact) return null
    const before = decode<Profile>(contact.profile)
    const after = rename(before)
    if (after === before) return null
    await tx.query(WRITE, [orgId, contact.id, encode(after)])
    const shown = await tx.query<{ version: number }>(SHOW, [orgId, conversationId])
    return shown.rows[0]?.version ?? null
  })
}
