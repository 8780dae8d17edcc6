import type { Id } from '@hilo/protocol'
import { encode } from '../../db/codec.ts'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'
import type { Profile } from './contact.ts'

const RENAME = statement('update contact set profile = $3, updated_at = now() where org_id = $1 and id = $2')

/** Takes over the name that the contact goes by on the platform now. */
export async function rename(
  db: Database,
  { orgId, contactId, profile }: { orgId: Id; contactId: Id; profile: Profile },
): Promise<void> {
  await db.flight(orgId, [{ statement: RENAME, values: [orgId, contactId, encode(profile)] }])
}
