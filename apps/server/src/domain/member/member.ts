import type { Id, Role } from '@hilo/protocol'
import type { Database, OrgTx, Queryable } from '../../db/database.ts'
import { statement } from '../../db/statement.ts'

export type Member = { id: Id; name: string; email: string; role: Role }

export type Membership = { orgId: Id; member: Member; org: { name: string; timeZone: string } }

const ORGS = statement(`
  select l.org_id as "orgId", l.member_id as "memberId", o.name, o.time_zone as "timeZone"
  from login_org l join org o on o.id = l.org_id where l.user_id = $1 order by o.created_at`)
const GET = statement(
  'select id, name, email, role from member where org_id = $1 and id = $2 and user_id = $3',
)
const LIST = statement('select id, name, email, role from member where org_id = $1 order by name, id')

export type OrgOfLogin = { orgId: Id; memberId: Id; name: string; timeZone: string }

/** The orgs a person belongs to, oldest first. */
export async function orgsOf(global: Queryable, userId: string): Promise<OrgOfLogin[]> {
  const { rows } = await global.query<OrgOfLogin>(ORGS, [userId])
  return rows
}

/** The person's membership of an org, as the org itself has it; null when it has none. */
export async function membershipOf(
  db: Database,
  { userId, org }: { userId: string; org: OrgOfLogin },
): Promise<Membership | null> {
  const [result] = await db.flight(org.orgId, [{ statement: GET, values: [org.orgId, org.memberId, userId] }])
  const member = result?.rows[0] as Member | undefined
  return member ? { orgId: org.orgId, member, org: { name: org.name, timeZone: org.timeZone } } : null
}

export async function listMembers(tx: OrgTx): Promise<Member[]> {
  const { rows } = await tx.query<Member>(LIST, [tx.orgId])
  return rows
}
