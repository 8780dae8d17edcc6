import { type Id, newId, type Role } from '@hilo/protocol'
import type { Database } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

const ADD = statement(`
  insert into member (org_id, id, user_id, name, email, role) values ($1, $2, $3, $4, $5, $6)
  on conflict (org_id, user_id) do update set name = excluded.name returning id`)
const DIRECT = statement(`
  insert into login_org (user_id, org_id, member_id) values ($1, $2, $3) on conflict (user_id,
    org_id) do nothing`)

/** Makes a person a member of an org. Adding a member again changes only the name. */
export async function addMember(
  db: Database,
  orgId: Id,
  { userId, name, email, role }: { userId: string; name: string; email: string; role: Role },
): Promise<Id> {
  const [added] = await db.flight(orgId, [
    { statement: ADD, values: [orgId, newId(), userId, name, email, role] },
  ])
  const memberId = added?.rows[0]?.id as Id
  await db.global.query(DIRECT, [userId, orgId, memberId])
  return memberId
}
