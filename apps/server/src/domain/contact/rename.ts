import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from './contact.ts'

const RENAME = statement(`
  update contact set profile = $3, updated_at = now() where org_id = $1 and id = $2 and profile = $4`)

/**
 * Takes over the name that the contact goes by on the platform now. What was changed meanwhile is not written
 * over: then the next message brings the name.
 */
export async function rename(
  db: Database,
  { orgId, contactId, before, after }: { orgId: Id; contactId: Id; before: Profile; after: Profile },
): Promise<void> {
  await db.flight(orgId, [{ statement: RENAME, values: [orgId, contactId, encode(after), encode(before)] }])
}
