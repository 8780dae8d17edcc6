import type { Id } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const FIND = statement(
  'select id from member where org_id = $1 and lower(email) = lower($2) order by id limit 1',
)

/** The member of an org with this e-mail address, in whatever case; null when nobody has it. */
export async function findMember(db: Database, orgId: Id, email: string): Promise<Id | null> {
  const [found] = await db.flight(orgId, [{ statement: FIND, values: [orgId, email] }])
  return (found?.rows[0]?.id as Id | undefined) ?? null
}
